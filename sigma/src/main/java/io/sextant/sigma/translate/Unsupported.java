package io.sextant.sigma.translate;

/// A construct that a target cannot express.
final class Unsupported extends RuntimeException {
  private final int line;
  private final int column;

  /// @param construct its name, as in "regular expressions with \b"
  /// @param line where it stands; 0 when that is the rule as a whole
  Unsupported(String construct, int line, int column) {
    super(construct);
    this.line = line;
    this.column = column;
  }

  /// Without a place, which the walk over the query adds.
  Unsupported(String construct) {
    this(construct, 0, 0);
  }

  int line() {
    return line;
  }

  int column() {
    return column;
  }

  String construct() {
    return String.valueOf(getMessage());
  }
}
