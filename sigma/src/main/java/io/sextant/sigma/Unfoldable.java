package io.sextant.sigma;

import java.util.regex.Pattern;

/// Finds the characters U+1C80 to U+1C88, or ranges over them, in expressions that ignore case.
/// Folding their case leads to other letters and never back, and RE2/J 1.8, which follows it until
/// it comes round, does not return.
final class Unfoldable {
  private static final int FIRST = 0x1C80;
  private static final int LAST = 0x1C88;
  private static final Pattern IGNORES_CASE = Pattern.compile("\\(\\?[a-zA-Z]*i");

  private Unfoldable() {}

  /// @param ignoreCase by a flag beside the expression; flags in it are found
  /// @throws RegexSyntax.NotExact when there are any; where a dash only might make a range, it is
  ///   taken to
  static void refuse(String pattern, boolean ignoreCase) {
    if (!ignoreCase && !IGNORES_CASE.matcher(pattern).find()) {
      return;
    }
    int before = -1;
    boolean range = false;
    int at = 0;
    while (at < pattern.length()) {
      int start = at;
      int value = pattern.codePointAt(at);
      at += Character.charCount(value);
      if (value == '-' && before >= 0) {
        range = true;
        continue;
      }
      if (value == '\\' && at < pattern.length()) {
        int end = end(pattern, at);
        value = value(pattern, at, end);
        at = end;
      }
      if ((range ? before : value) <= LAST && value >= FIRST) {
        throw new RegexSyntax.NotExact("U+1C80 to U+1C88 without regard to case", start);
      }
      before = value;
      range = false;
    }
  }

  /// Where an escape ends that begins after its backslash.
  private static int end(String pattern, int at) {
    if (pattern.charAt(at) != 'x') {
      return at + Character.charCount(pattern.codePointAt(at));
    }
    int close = pattern.startsWith("{", at + 1) ? pattern.indexOf('}', at) : -1;
    return Math.min(pattern.length(), close >= 0 ? close + 1 : at + 3);
  }

  private static int value(String pattern, int at, int end) {
    if (pattern.charAt(at) != 'x') {
      return pattern.codePointAt(at);
    }
    String digits = pattern.substring(at + 1, end).replaceAll("[{}]", "");
    try {
      return Integer.parseInt(digits, 16);
    } catch (NumberFormatException _) {
      return 'x'; // RE2/J says what is wrong
    }
  }
}
