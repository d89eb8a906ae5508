package io.sextant.report;

/// Text in which nothing but characters to be read is left, so that no printer has to guard against
/// the others: what cannot be shown in every format becomes U+FFFD.
final class Clean {
  private static final int REPLACEMENT = 0xFFFD;

  private Clean() {}

  /// Line breaks are `\n`, tabs stay; other control characters, halves of characters, and the marks
  /// that turn the direction of what follows are replaced.
  static String text(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.replace("\r\n", "\n")
        .replace('\r', '\n')
        .codePoints()
        .map(point -> readable(point) ? point : REPLACEMENT)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }

  /// The same on one line.
  static String line(String text) {
    return text(text).replace('\n', ' ').replace('\t', ' ').strip();
  }

  private static boolean readable(int point) {
    if (point == '\n' || point == '\t') {
      return true;
    }
    return switch (Character.getType(point)) {
      case Character.CONTROL, Character.SURROGATE, Character.UNASSIGNED -> false;
      default -> !turnsDirection(point) && (point & 0xFFFE) != 0xFFFE;
    };
  }

  private static boolean turnsDirection(int point) {
    return (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
  }
}
