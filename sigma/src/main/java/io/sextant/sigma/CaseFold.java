package io.sextant.sigma;

/// Makes texts comparable without regard to case: simple folding of each UTF-16 unit by itself, so
/// that a text never changes its length, and the result does not depend on neighbours or language.
final class CaseFold {
  private CaseFold() {}

  /// The folded text; the same object when nothing changes.
  static String fold(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 128 || (c >= 'A' && c <= 'Z')) {
        return foldFrom(text, i);
      }
    }
    return text;
  }

  private static String foldFrom(String text, int first) {
    char[] folded = text.toCharArray();
    for (int i = first; i < folded.length; i++) {
      folded[i] = fold(folded[i]);
    }
    return new String(folded);
  }

  /// One folded UTF-16 unit.
  static char fold(char c) {
    if (c < 128) {
      return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }
    return Character.toLowerCase(Character.toUpperCase(c));
  }
}
