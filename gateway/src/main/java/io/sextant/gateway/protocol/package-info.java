/// The shapes of requests and answers that the gateway knows, and the texts in them.
@org.jspecify.annotations.NullMarked
package io.sextant.gateway.protocol;
