package io.sextant.inspect.output;

import java.util.Locale;

/// Finds a canary however it is spaced, punctuated or capitalised.
final class Canary {
  private Canary() {}

  /// Its letters and digits in lower case.
  static String bare(String canary) {
    StringBuilder bare = new StringBuilder();
    canary.codePoints().filter(Character::isLetterOrDigit).forEach(bare::appendCodePoint);
    return bare.toString().toLowerCase(Locale.ROOT);
  }

  /// Where the canary begins and ends in the text; -1 and -1 when it is not there.
  @SuppressWarnings("StringCaseLocaleUsage") // characters are folded one by one, without a locale
  static int[] find(String text, String canary) {
    String bare = bare(canary);
    StringBuilder letters = new StringBuilder(text.length());
    int[] at = new int[text.length()];
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        at[letters.length()] = i;
        letters.append(Character.toLowerCase(c));
      }
    }
    int found = letters.indexOf(bare);
    return found < 0
        ? new int[] {-1, -1}
        : new int[] {at[found], at[found + bare.length() - 1] + 1};
  }
}
