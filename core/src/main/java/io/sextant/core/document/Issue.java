package io.sextant.core.document;

/// A problem in a file: stable `code`, where, what was expected and found, and what to do.
///
/// @param lineText the line it stands in, for a caret; empty when not known
public record Issue(
    String code,
    Severity severity,
    String file,
    Place place,
    String lineText,
    String message,
    String hint) {
  /// ERROR: what it is about is not used. WARNING: it is used, perhaps not as its author expects.
  public enum Severity {
    ERROR,
    WARNING
  }
}
