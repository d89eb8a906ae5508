package io.sextant.sigma;

/// A problem in a rule file: stable `code` (`SX-SIGMA-…`), where, what was expected and found, and
/// what to do. `line` and `column` count from 1, 0 when the file as a whole is meant; `lineText` is
/// the line's text for a caret.
public record Issue(
    String code,
    Severity severity,
    String file,
    int line,
    int column,
    String lineText,
    String message,
    String hint) {
  /// ERROR: the document is refused. WARNING: it runs, and does something its author may not
  /// expect.
  public enum Severity {
    ERROR,
    WARNING
  }
}
