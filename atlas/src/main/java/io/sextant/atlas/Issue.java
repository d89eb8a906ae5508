package io.sextant.atlas;

/// A problem found while reading a release: stable `code` (`SX-ATLAS-…`), what was expected and
/// found, where, and what to do. `line` and `column` count from 1; both are 0 when the problem
/// concerns the file as a whole.
public record Issue(
    String code,
    Severity severity,
    String file,
    int line,
    int column,
    String message,
    String hint) {
  /// ERROR stops the import; WARNING tells what was read differently from how it was written.
  public enum Severity {
    ERROR,
    WARNING
  }
}
