package io.sextant.inspect.view;

import java.util.Optional;

/// Disguises of spelling: digits for letters, letters apart, text cut into joined strings, letters
/// upside down.
final class Spellings {
  private static final String DIGITS = "0o1i2z3e4a5s6g7t8b9g@a$s!i|l+t";
  private static final char[] LETTERS = letters();
  private static final String SEPARATORS = " .-_*|/~,+#";

  private Spellings() {}

  /// Reads digits and signs inside words as letters, when several words have them.
  static Optional<TextView> leet(TextView view) {
    String text = view.text();
    int mixed = 0;
    int words = 0;
    for (int start = 0; start < text.length(); ) {
      Word word = Word.at(text, start);
      words += word.end > start ? 1 : 0;
      mixed += word.disguised() && innerSign(text, start, word.end) ? 1 : 0;
      start = word.end + 1;
    }
    return mixed >= 2 && mixed * 8 >= words ? Optional.of(withLetters(view)) : Optional.empty();
  }

  private static TextView withLetters(TextView view) {
    String text = view.text();
    TextView.Builder builder = new TextView.Builder(text.length());
    for (int start = 0; start < text.length(); ) {
      Word word = Word.at(text, start);
      boolean read = word.disguised() || word.signs == word.end - start;
      for (int i = start; i < word.end; i++) {
        char as = read ? letterFor(text.charAt(i)) : 0;
        builder.add(as == 0 ? text.charAt(i) : as, view.from(i), view.to(i));
      }
      if (word.end < text.length()) {
        builder.copy(view, word.end);
      }
      start = word.end + 1;
    }
    return builder.build(view, "leet");
  }

  /// What stands between two blanks: how many letters, and how many signs that may be letters.
  private record Word(int start, int end, int letters, int signs) {
    static Word at(String text, int start) {
      int end = start;
      int letters = 0;
      int signs = 0;
      while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
        char c = text.charAt(end++);
        letters += Character.isLetter(c) ? 1 : 0;
        signs += letterFor(c) != 0 && (c != '!' || end < text.length() - 1) ? 1 : 0;
      }
      return new Word(start, end, letters, signs);
    }

    boolean disguised() {
      return letters > 0 && signs > 0 && end - start < 24;
    }
  }

  private static boolean innerSign(String text, int start, int end) {
    for (int i = start; i < end - 1; i++) {
      if (letterFor(text.charAt(i)) != 0 && Character.isLetter(text.charAt(i + 1))) {
        return true;
      }
    }
    return false;
  }

  private static char letterFor(char c) {
    return c < LETTERS.length ? LETTERS[c] : c == '€' ? 'e' : 0;
  }

  private static char[] letters() {
    char[] letters = new char[0x80];
    for (int i = 0; i < DIGITS.length(); i += 2) {
      letters[DIGITS.charAt(i)] = DIGITS.charAt(i + 1);
    }
    return letters;
  }

  /// Joins letters that stand apart, five or more in a row.
  static Optional<TextView> spaced(TextView view) {
    String text = view.text();
    if (!hasSpaced(text)) {
      return Optional.empty();
    }
    TextView.Builder builder = new TextView.Builder(text.length());
    for (int at = 0; at < text.length(); ) {
      int end = spacedEnd(text, at);
      if (end > at) {
        char separator = text.charAt(at + 1);
        for (int i = at; i < end; i++) {
          if (isLetter(text.charAt(i)) || text.charAt(i) != separator) {
            builder.copy(view, i);
          } else if (i > at && text.charAt(i - 1) == separator) {
            builder.add(' ', view.from(i), view.to(i));
          }
        }
        at = end;
      } else {
        builder.copy(view, at++);
      }
    }
    return Optional.of(builder.build(view, "spaced letters"));
  }

  private static boolean hasSpaced(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (spacedEnd(text, at) > at) {
        return true;
      }
    }
    return false;
  }

  /// The end of a row of single letters from `at` on, or `at`.
  private static int spacedEnd(String text, int at) {
    if (!isLetter(text.charAt(at))
        || (at > 0 && isLetter(text.charAt(at - 1)))
        || at + 1 >= text.length()
        || SEPARATORS.indexOf(text.charAt(at + 1)) < 0) {
      return at;
    }
    char separator = text.charAt(at + 1);
    int letters = 1;
    int end = at + 1;
    while (end < text.length()) {
      int gap = end;
      while (gap < text.length() && gap - end < 4 && isGap(text.charAt(gap), separator)) {
        gap++;
      }
      boolean single =
          gap > end
              && gap < text.length()
              && isLetter(text.charAt(gap))
              && (gap + 1 == text.length() || !isLetter(text.charAt(gap + 1)));
      if (!single) {
        break;
      }
      letters++;
      end = gap + 1;
    }
    return letters >= 5 ? end : at;
  }

  private static boolean isGap(char c, char separator) {
    return c == separator || c == ' ' || c == '\n';
  }

  private static boolean isLetter(char c) {
    return Character.isLetterOrDigit(c);
  }

  /// Reads `"ab" + "cd"` as `"abcd"`.
  static Optional<TextView> joined(TextView view) {
    String text = view.text();
    if (!hasJoins(text)) {
      return Optional.empty();
    }
    TextView.Builder builder = new TextView.Builder(text.length());
    for (int at = 0; at < text.length(); ) {
      int end = joinEnd(text, at);
      if (end > at) {
        at = end;
      } else {
        builder.copy(view, at++);
      }
    }
    return Optional.of(builder.build(view, "joined strings"));
  }

  private static boolean hasJoins(String text) {
    int joins = 0;
    for (int at = 0; at < text.length(); ) {
      int end = joinEnd(text, at);
      joins += end > at ? 1 : 0;
      at = Math.max(end, at + 1);
    }
    return joins >= 2;
  }

  private static int joinEnd(String text, int at) {
    char quote = text.charAt(at);
    if (quote != '"' && quote != '\'') {
      return at;
    }
    int i = at + 1;
    int signs = 0;
    while (i < text.length() && i - at < 8 && " +.&".indexOf(text.charAt(i)) >= 0) {
      signs += text.charAt(i) == ' ' ? 0 : 1;
      i++;
    }
    return signs == 1 && i < text.length() && text.charAt(i) == quote ? i + 1 : at;
  }

  /// Reads letters that stand on their heads.
  static Optional<TextView> upright(TextView view) {
    String text = view.text();
    int turned = 0;
    for (int i = 0; i < text.length(); i++) {
      turned += Characters.upright(text.charAt(i)) != 0 ? 1 : 0;
    }
    if (turned < 5) {
      return Optional.empty();
    }
    TextView.Builder builder = new TextView.Builder(text.length());
    for (int i = text.length() - 1; i >= 0; i--) {
      char up = turnedLetter(text.charAt(i));
      builder.add(up, view.from(i), view.to(i));
    }
    return Optional.of(builder.build(view, "upside down"));
  }

  private static char turnedLetter(char c) {
    char up = Characters.upright(c);
    if (up != 0) {
      return up;
    }
    return switch (c) {
      case 'p' -> 'd';
      case 'd' -> 'p';
      case 'b' -> 'q';
      case 'q' -> 'b';
      case 'u' -> 'n';
      case 'n' -> 'u';
      default -> c;
    };
  }
}
