package io.sextant.inspect.view;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;

/// What single characters stand for: compatibility forms, look-alikes, ignorable ones.
final class Characters {
  /// Letters of other scripts that look like Latin ones, each followed by the Latin letter.
  private static final String LOOK_ALIKES =
      "аaеeоoрpсcуyхxіiјjѕsԁdһhӏlԛqԝwвbкkмmнhтtгrпnиuьbАAВBЕEЅSІIЈJКKМMНHОOРPСCТTУYХXԌG"
          + "αaβbγyδdεeηnιiκkμuνvοoρpτtυuχxωwΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX"
          + "ɑaɡgıiɩiʟlɴnʀrʙbɪiʏyᴀaᴄcᴅdᴇeᴊjᴋkᴍmᴏoᴘpᴛtᴜuᴠvᴡwᴢzꜱsʜhɢgꓐBꓑPꓒDꓓDօoսuոnհhցgաw"
          + "ꭺAꭼEᎪAᎬEᏀGᎻHᎢTᏢPᎡRᏚSᏙVᎳWℓlℯe℮e";

  /// Letters turned upside down, each followed by the upright one.
  private static final String TURNED = "ɐaɔcǝeɟfƃgɥhᴉiɾjʞkꞁlɯmɹrʇtʌvʍwʎy∀AƆCƎEℲFפG⅄Y";

  private static final char[] LATIN = new char[0x10000];
  private static final char[] UPRIGHT = new char[0x10000];
  private static final char[] FOLDED = new char[0x2000];

  static {
    pairs(LOOK_ALIKES, LATIN);
    pairs(TURNED, UPRIGHT);
    for (int i = 0; i < FOLDED.length; i++) {
      FOLDED[i] = fold((char) i);
    }
  }

  private Characters() {}

  private static void pairs(String pairs, char[] table) {
    for (int i = 0; i + 1 < pairs.length(); i += 2) {
      table[pairs.charAt(i)] = pairs.charAt(i + 1);
    }
  }

  private static char fold(char character) {
    if (UnicodeScript.of(character) != UnicodeScript.LATIN) {
      return character;
    }
    String parts = Normalizer.normalize(String.valueOf(character), Normalizer.Form.NFKD);
    return parts.isEmpty() ? character : parts.charAt(0);
  }

  /// The letter without its marks, when it is a Latin one.
  static char withoutMarks(char character) {
    return character < FOLDED.length ? FOLDED[character] : character;
  }

  /// The small letter a … z that this one is without its marks, or 0.
  static char letter(char character) {
    char folded = withoutMarks(character);
    folded = folded >= 'A' && folded <= 'Z' ? (char) (folded - 'A' + 'a') : folded;
    return folded >= 'a' && folded <= 'z' ? folded : 0;
  }

  /// The Latin letter that this one looks like, or 0.
  static char looksLike(char character) {
    return LATIN[character];
  }

  /// The letter that this one is upside down, or 0.
  static char upright(char character) {
    return UPRIGHT[character];
  }

  /// Whether the code point is shown as nothing.
  static boolean ignorable(int point) {
    return point == 0xAD
        || point == 0x34F
        || point == 0x61C
        || point == 0x115F
        || point == 0x1160
        || point == 0x3164
        || point == 0xFEFF
        || point == 0xFFA0
        || between(point, 0x17B4, 0x17B5)
        || between(point, 0x180B, 0x180F)
        || between(point, 0x200B, 0x200F)
        || between(point, 0x202A, 0x202E)
        || between(point, 0x2060, 0x206F)
        || between(point, 0x1D173, 0x1D17A)
        || between(point, 0xE0000, 0xE0FFF);
  }

  /// The byte that a variation selector can carry, or -1.
  static int selectorByte(int point) {
    if (between(point, 0xFE00, 0xFE0F)) {
      return point - 0xFE00;
    }
    return between(point, 0xE0100, 0xE01EF) ? point - 0xE0100 + 16 : -1;
  }

  /// What the code point stands for in plain letters; empty when it stands for itself.
  static String compatible(int point) {
    if (between(point, 0x1F1E6, 0x1F1FF)) {
      return String.valueOf((char) ('a' + point - 0x1F1E6));
    }
    if (between(point, 0x1F150, 0x1F169)) {
      return String.valueOf((char) ('a' + point - 0x1F150));
    }
    if (between(point, 0x1F170, 0x1F189)) {
      return String.valueOf((char) ('a' + point - 0x1F170));
    }
    boolean compatibility =
        between(point, 0x1D400, 0x1D7FF)
            || between(point, 0x1F100, 0x1F14F)
            || between(point, 0x2070, 0x209C)
            || between(point, 0x2100, 0x214F)
            || between(point, 0x2460, 0x24FF)
            || between(point, 0x1D2C, 0x1D6A)
            || between(point, 0xFB00, 0xFB06)
            || between(point, 0xFF01, 0xFF5E)
            || between(point, 0x2B0, 0x2B8)
            || between(point, 0x1E030, 0x1E06D)
            || point == 0xAA
            || point == 0xBA
            || point == 0x3000
            || point == 0xA0;
    if (!compatibility) {
      return "";
    }
    String plain = Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKC);
    return plain.contentEquals(Character.toString(point)) ? "" : plain;
  }

  static boolean between(int point, int first, int last) {
    return point >= first && point <= last;
  }
}
