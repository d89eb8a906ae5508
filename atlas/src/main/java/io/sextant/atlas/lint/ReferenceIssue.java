package io.sextant.atlas.lint;

/// A reference to ATLAS that is wrong, or reads wrong, in the release at hand.
///
/// @param line one-based, as is `column`
/// @param found the text that is meant
/// @param suggestion what could stand there; empty when nobody can know. Never applied by itself:
///   where id and name disagree either may be the slip.
public record ReferenceIssue(
    Verdict verdict,
    String file,
    int line,
    int column,
    String found,
    String message,
    String suggestion) {

  /// The same that many lines further down, for a text that is part of a file.
  public ReferenceIssue lower(int lines) {
    return lines == 0
        ? this
        : new ReferenceIssue(verdict, file, line + lines, column, found, message, suggestion);
  }
}
