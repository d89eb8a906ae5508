/// How requests come in over HTTP, whoever they are for.
@org.jspecify.annotations.NullMarked
package io.sextant.gateway.inbound;
