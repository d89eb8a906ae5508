/// Finds shapes in text one character at a time: deterministic automata with checks and context.
/// Build a [io.sextant.inspect.match.RecogniserSet], then run a [io.sextant.inspect.match.Matcher]
/// over a whole text or over a stream; both see the same findings.
@org.jspecify.annotations.NullMarked
package io.sextant.inspect.match;
