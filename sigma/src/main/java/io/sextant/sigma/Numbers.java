package io.sextant.sigma;

import java.math.BigDecimal;
import java.util.Optional;

/// Reads numbers out of texts of rules and events.
final class Numbers {
  /// Longer texts are no numbers, in characters.
  private static final int MAX_LENGTH = 40;

  /// Larger exponents are no numbers: they would make comparing slow.
  static final int MAX_SCALE = 400;

  private Numbers() {}

  static Optional<BigDecimal> parse(String text) {
    String stripped = text.strip();
    if (stripped.isEmpty() || stripped.length() > MAX_LENGTH || !mayStart(stripped.charAt(0))) {
      return Optional.empty();
    }
    try {
      BigDecimal number = new BigDecimal(stripped);
      return Math.abs(number.scale()) > MAX_SCALE ? Optional.empty() : Optional.of(number);
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static boolean mayStart(char c) {
    return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.';
  }
}
