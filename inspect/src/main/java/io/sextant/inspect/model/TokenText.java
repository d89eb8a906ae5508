package io.sextant.inspect.model;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/// A text cut into words and signs, with sentence ends.
///
/// Words are runs of letters and digits; of scripts without blanks every character is a word.
final class TokenText {
  private static final char[] FOLD = new char[0x600];

  static {
    for (int i = 0; i < FOLD.length; i++) {
      FOLD[i] = foldSlowly((char) i);
    }
  }

  final String folded;
  final String source;
  int[] start = new int[64];
  int[] end = new int[64];
  boolean[] opens = new boolean[64];
  int size;

  TokenText(String text) {
    source = text;
    folded = folded(text);
    boolean opening = true;
    for (int i = 0; i < folded.length(); ) {
      char c = folded.charAt(i);
      if (isWord(c)) {
        int stop = i + 1;
        if (!standsAlone(c)) {
          while (stop < folded.length() && inWord(stop)) {
            stop++;
          }
        }
        add(i, stop, opening);
        opening = false;
        i = stop;
      } else {
        if (!Character.isWhitespace(c)) {
          add(i, i + 1, opening);
          opening = false;
        }
        opening |= endsSentence(i);
        i++;
      }
    }
  }

  private boolean inWord(int at) {
    char c = folded.charAt(at);
    boolean apostrophe =
        (c == '\'' || c == '\u2019')
            && at + 1 < folded.length()
            && Character.isLetter(folded.charAt(at + 1));
    return (isWord(c) && !standsAlone(c)) || apostrophe;
  }

  private boolean endsSentence(int at) {
    char c = folded.charAt(at);
    boolean blankNext = at + 1 >= folded.length() || folded.charAt(at + 1) <= ' ';
    return switch (c) {
      case '\n', '。', '！', '？', '।', '؟', '|', '\u2028' -> true;
      case '.', '!', '?', ':', ';' -> blankNext;
      case '"' -> true;
      default -> false;
    };
  }

  private void add(int from, int to, boolean opening) {
    if (size == start.length) {
      start = Arrays.copyOf(start, size * 2);
      end = Arrays.copyOf(end, size * 2);
      opens = Arrays.copyOf(opens, size * 2);
    }
    start[size] = from;
    end[size] = to;
    opens[size++] = opening;
  }

  boolean isWord(int token) {
    return isWord(folded.charAt(start[token]));
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c)
        || Character.getType(c) == Character.COMBINING_SPACING_MARK
        || Character.getType(c) == Character.NON_SPACING_MARK;
  }

  /// Whether words of the script are written without blanks between them.
  static boolean standsAlone(char c) {
    if (c < 0xE00) {
      return false;
    }
    return (c >= 0x3040 && c <= 0x30FF)
        || (c >= 0x3400 && c <= 0x9FFF)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0xE00 && c <= 0xE7F);
  }

  /// Whether stems are looked for inside words too: prefixes are written on to the word.
  static boolean joinsPrefixes(char c) {
    return (c >= 0x590 && c <= 0x6FF) || (c >= 0x1000 && c <= 0x109F);
  }

  /// Lower case without marks on Latin, Greek and Cyrillic letters; as long as the text.
  static String folded(String text) {
    char[] letters = text.toCharArray();
    for (int i = 0; i < letters.length; i++) {
      char c = letters[i];
      if (c < FOLD.length) {
        letters[i] = FOLD[c];
      } else if (c >= 0x1E00 && c < 0x2000) {
        letters[i] = foldSlowly(c);
      }
    }
    return new String(letters);
  }

  private static char foldSlowly(char c) {
    if (UnicodeScript.of(c) == UnicodeScript.CYRILLIC) {
      return Character.toLowerCase(c);
    }
    String parts =
        Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    char first = parts.isEmpty() ? c : parts.charAt(0);
    return switch (first) {
      case 'ı' -> 'i';
      case 'ł' -> 'l';
      case 'ø' -> 'o';
      case 'đ' -> 'd';
      case 'ς' -> 'σ';
      case ' ' -> c;
      default -> first;
    };
  }
}
