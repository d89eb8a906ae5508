package io.sextant.gateway.mcp;

import java.lang.Character.UnicodeScript;
import java.util.regex.Pattern;

/// Finds what a model reads and a person does not see. Pure.
final class HiddenText {
  /// Blank lines or columns behind which text is out of sight, and comments that pages do not show.
  private static final Pattern OUT_OF_SIGHT =
      Pattern.compile("<!--|(?:[ \\t\\u00A0\\u2800]*+\\n){12}|[ \\t\\u00A0\\u2800]{60}");

  private HiddenText() {}

  static boolean in(String text) {
    int before = 0;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      if (hidden(point, before)) {
        return true;
      }
      before = point;
      i += Character.charCount(point);
    }
    return OUT_OF_SIGHT.matcher(text).find();
  }

  private static boolean hidden(int point, int before) {
    if (point == 0x200C || point == 0x200D) {
      // Joiners belong to emoji and to scripts that join letters.
      return before < 0x80 || UnicodeScript.of(before) == UnicodeScript.LATIN;
    }
    if (point < 0x20) {
      return point != '\n' && point != '\r' && point != '\t';
    }
    boolean filler = point == 0x115F || point == 0x1160 || point == 0x3164 || point == 0xFFA0;
    boolean selector = point >= 0xE0100 && point <= 0xE01EF;
    return filler || selector || point == 0x7F || Character.getType(point) == Character.FORMAT;
  }
}
