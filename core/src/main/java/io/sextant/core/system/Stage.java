package io.sextant.core.system;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Where a system stands in its life; UNKNOWN when the map does not say.
public enum Stage {
  DESIGN,
  DEVELOPMENT,
  TEST,
  PRODUCTION,
  RETIRED,
  UNKNOWN;

  /// As files write it.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The stage that files write so.
  public static Optional<Stage> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }
}
