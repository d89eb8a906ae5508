package io.sextant.inspect;

import java.util.Optional;

/// One ground of a [Verdict], in words that a person can check against the text.
///
/// @param sentence what was seen
/// @param span where, when it is at one place
public record Reason(String sentence, Optional<Span> span) {}
