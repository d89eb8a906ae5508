package io.sextant.inspect.secret;

import java.util.List;
import java.util.Locale;

/// Tells values that can be secrets from what stands in their place in documents and code.
final class Placeholders {
  private static final List<String> STAND_INS =
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
          "insert",
          "12345678",
          "abcdefgh",
          "<",
          "${",
          "{{",
          "todo",
          "00000000",
          "replace");

  private Placeholders() {}

  static boolean placeholder(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    return STAND_INS.stream().anyMatch(lower::contains)
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
