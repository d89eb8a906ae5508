package io.sextant.atlas.lint;

/// A change of one piece of a text.
///
/// @param line one-based, as is `column`
public record Edit(
    int start, int end, int line, int column, String before, String after, String why) {}
