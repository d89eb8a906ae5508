package io.sextant.inspect.secret;

import java.util.List;
import java.util.Locale;

/// Tells values that can be secrets from what stands in their place in documents and code.
final class Placeholders {
  /// Words of values that are none.
  private static final List<String> SAID =
      List.of(
          "example",
          "placeholder",
          "your_",
          "your-",
          "yourkey",
          "changeme",
          "change_me",
          "xxxx",
          "****",
          "....",
          "redacted",
          "dummy",
          "<",
          "${",
          "{{",
          "replace");

  /// What stands in the place of values that nothing but a name speaks for.
  private static final List<String> STAND_INS =
      List.of("insert", "12345678", "abcdefgh", "todo", "00000000");

  /// Characters of a key that must be left without those that follow one another.
  private static final int LEAST = 12;

  /// As many in a row count as following one another.
  private static final int RUN = 5;

  private Placeholders() {}

  /// Whether the value of a known form only shows the form: it says so, or hardly anything is left
  /// without stretches such as `123456` and `abcdef`. Parts of real keys are numbers.
  static boolean standIn(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    if (SAID.stream().anyMatch(lower::contains)) {
      return true;
    }
    StringBuilder left = new StringBuilder();
    for (int start = 0; start < lower.length(); ) {
      int end = runEnd(lower, start);
      if (end - start < RUN) {
        end = start + 1;
        left.append(lower.charAt(start));
      }
      start = end;
    }
    return left.length() < LEAST || left.chars().distinct().count() < LEAST / 2;
  }

  private static int runEnd(String text, int start) {
    int end = start + 1;
    if (end == text.length()) {
      return end;
    }
    int step = text.charAt(end) - text.charAt(start);
    if (step < -1 || step > 1) {
      return end;
    }
    while (end < text.length() && text.charAt(end) - text.charAt(end - 1) == step) {
      end++;
    }
    return end;
  }

  static boolean placeholder(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    return SAID.stream().anyMatch(lower::contains)
        || STAND_INS.stream().anyMatch(lower::contains)
        || lower.startsWith("$")
        || lower.startsWith("%")
        || lower.chars().distinct().count() < Math.min(4, lower.length());
  }

  /// A value that is neither a word nor code: letters and digits or signs mixed, enough of them.
  static boolean secretive(String value) {
    if (value.length() < 6 || placeholder(value) || code(value)) {
      return false;
    }
    long digits = value.chars().filter(Character::isDigit).count();
    long letters = value.chars().filter(Character::isLetter).count();
    boolean mixed = digits > 0 && letters > 0 && digits + letters >= 5;
    boolean signs = letters > 0 && value.chars().anyMatch(c -> "!@#$%^&*+=~?".indexOf(c) >= 0);
    if (value.length() < 16) {
      return mixed || (signs && entropy(value) >= 2.5);
    }
    return (mixed || entropy(value) >= 4.2) && entropy(value) >= 3.0;
  }

  /// Calls, lookups, paths, addresses, and numbers with a unit are no values.
  private static boolean code(String value) {
    return value.contains("(")
        || value.contains("[")
        || value.startsWith("/")
        || value.startsWith("./")
        || value.contains("://")
        || value.contains("::")
        || value.matches("[A-Za-z_]\\w{0,60}(?:\\.[A-Za-z_]\\w{0,60}){1,8}")
        || value.matches("[A-Z]{2,40}(?:_[A-Z0-9]{1,40}){1,8}")
        || value.matches("[\\d.,]{1,40}[a-zA-Z]{0,3}")
        || value.matches("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  }

  /// Bits a character.
  static double entropy(String value) {
    int[] counts = new int[128];
    double bits = 0;
    for (int i = 0; i < value.length(); i++) {
      counts[value.charAt(i) & 127]++;
    }
    for (int i = 0; i < value.length(); i++) {
      bits -= Math.log((double) counts[value.charAt(i) & 127] / value.length()) / Math.log(2);
    }
    return bits / value.length();
  }
}
