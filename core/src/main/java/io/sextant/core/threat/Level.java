package io.sextant.core.threat;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How much risk remains.
public enum Level {
  LOW,
  MEDIUM,
  HIGH;

  /// From here on, a residual is high.
  static final double HIGH_FROM = 0.45;

  /// From here on, a residual is medium.
  static final double MEDIUM_FROM = 0.2;

  static Level of(double residual) {
    return residual >= HIGH_FROM ? HIGH : residual >= MEDIUM_FROM ? MEDIUM : LOW;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The level that files and commands write so.
  public static Optional<Level> parse(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }
}
