/// Answers that come in pieces: server-sent events, watched and redacted on their way.
@org.jspecify.annotations.NullMarked
package io.sextant.gateway.stream;
