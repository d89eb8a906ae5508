package io.sextant.core.telemetry;

import java.text.Normalizer;

/// Folds text for matching: Unicode NFKC, invisible characters removed, white space made one space.
///
/// What is removed: default-ignorable code points and bidirectional controls (Unicode
/// DerivedCoreProperties, `Default_Ignorable_Code_Point`), and control characters that are not
/// white space. Text that tag characters (U+E0020 to U+E007E) spell in secret is handed to
/// [Hidden].
final class Folding {
  private static final int TAG_FIRST = 0xE0020;
  private static final int TAG_LAST = 0xE007E;
  private static final int TAG_OFFSET = 0xE0000;

  private Folding() {}

  /// What folding took out.
  static final class Hidden {
    private final StringBuilder spelled = new StringBuilder();
    private int removed;

    /// What the tag characters spell.
    String text() {
      return spelled.toString();
    }

    /// Invisible characters removed.
    int count() {
      return removed;
    }
  }

  static String fold(String text, Hidden hidden) {
    boolean ascii = true;
    boolean plain = true;
    char before = ' ';
    for (int i = 0; i < text.length() && ascii; i++) {
      char c = text.charAt(i);
      ascii = c < 0x7F;
      plain &= c > ' ' || (c == ' ' && before != ' ');
      before = c;
    }
    if (ascii) {
      return plain && before != ' ' ? text : collapse(text);
    }
    return collapse(Normalizer.normalize(visible(text, hidden), Normalizer.Form.NFKC));
  }

  private static String visible(String text, Hidden hidden) {
    StringBuilder kept = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      if (!isInvisible(point)) {
        kept.appendCodePoint(point);
        continue;
      }
      hidden.removed++;
      if (point >= TAG_FIRST && point <= TAG_LAST) {
        hidden.spelled.append((char) (point - TAG_OFFSET));
      }
    }
    return kept.toString();
  }

  private static String collapse(String text) {
    StringBuilder collapsed = new StringBuilder(text.length());
    boolean gap = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85) {
        gap = true;
      } else if (!Character.isISOControl(c)) {
        if (gap && !collapsed.isEmpty()) {
          collapsed.append(' ');
        }
        gap = false;
        collapsed.append(c);
      }
    }
    return collapsed.toString();
  }

  private static boolean isInvisible(int point) {
    if (point < 0xAD) {
      return false;
    }
    return switch (point >> 8) {
      case 0x00 -> point == 0xAD;
      case 0x03 -> point == 0x34F;
      case 0x06 -> point == 0x61C;
      case 0x11 -> point == 0x115F || point == 0x1160;
      case 0x17 -> point == 0x17B4 || point == 0x17B5;
      case 0x18 -> point >= 0x180B && point <= 0x180F;
      case 0x20 ->
          (point >= 0x200B && point <= 0x200F)
              || (point >= 0x202A && point <= 0x202E)
              || (point >= 0x2060 && point <= 0x206F);
      case 0x31 -> point == 0x3164;
      case 0xFE -> (point >= 0xFE00 && point <= 0xFE0F) || point == 0xFEFF;
      case 0xFF -> point == 0xFFA0 || (point >= 0xFFF0 && point <= 0xFFF8);
      case 0x1BC -> point >= 0x1BCA0 && point <= 0x1BCA3;
      case 0x1D1 -> point >= 0x1D173 && point <= 0x1D17A;
      default -> point >= 0xE0000 && point <= 0xE0FFF;
    };
  }
}
