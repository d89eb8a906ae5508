package io.sextant.inspect.match;

import java.text.Normalizer;

/// Reads a character the way a person does: full-width and foreign digits, odd spaces and hyphens
/// are their plain counterparts; invisible characters are not there.
final class Folding {
  /// The symbol of a character that leaves no mark and cannot part what it stands in.
  static final int INVISIBLE = -1;

  /// What separates words.
  static final char SEPARATOR = ' ';

  private static final int TABLE = 0x2000;
  private static final char[] LETTERS = letters();

  private Folding() {}

  /// The symbol an automaton reads for this character, or [#INVISIBLE].
  static int symbol(int codePoint) {
    if (codePoint < 0x80) {
      return codePoint;
    }
    if (codePoint >= 0xff01 && codePoint <= 0xff5e) {
      return codePoint - 0xfee0;
    }
    if (invisible(codePoint)) {
      return INVISIBLE;
    }
    return switch (Character.getType(codePoint)) {
      case Character.SPACE_SEPARATOR -> ' ';
      case Character.DASH_PUNCTUATION -> '-';
      case Character.DECIMAL_DIGIT_NUMBER -> '0' + Character.digit(codePoint, 10);
      default -> codePoint == 0x2212 ? '-' : Symbols.OTHER;
    };
  }

  private static boolean invisible(int c) {
    return c == 0xad
        || c == 0x34f
        || c == 0x180e
        || (c >= 0x200b && c <= 0x200f)
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2060 && c <= 0x2069)
        || (c >= 0xfe00 && c <= 0xfe0f)
        || c == 0xfeff
        || (c >= 0xe0000 && c <= 0xe01ef);
  }

  /// The letter that words are compared by: small, without accents; [#SEPARATOR] for what is none.
  static char letter(int codePoint) {
    if (codePoint < TABLE) {
      return LETTERS[codePoint];
    }
    if (codePoint >= 0xff01 && codePoint <= 0xff5e) {
      return LETTERS[codePoint - 0xfee0];
    }
    return codePoint < 0x10000 ? plain(codePoint) : SEPARATOR;
  }

  private static char plain(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK ->
          (char) Character.toLowerCase(codePoint);
      default -> SEPARATOR;
    };
  }

  private static char[] letters() {
    char[] table = new char[TABLE];
    for (int c = 0; c < TABLE; c++) {
      char plain = plain(c);
      boolean accented = (c >= 0xc0 && c < 0x250) || (c >= 0x370 && c < 0x530) || c >= 0x1e00;
      table[c] =
          plain == SEPARATOR || !accented
              ? plain
              : Normalizer.normalize(String.valueOf(plain), Normalizer.Form.NFD).charAt(0);
    }
    return table;
  }
}
