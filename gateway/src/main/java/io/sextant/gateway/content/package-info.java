/// What detectors say about the texts of a request or an answer.
@org.jspecify.annotations.NullMarked
package io.sextant.gateway.content;
