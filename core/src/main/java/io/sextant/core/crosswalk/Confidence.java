package io.sextant.core.crosswalk;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How far an edge can be relied on.
public enum Confidence {
  /// Derived over several steps, or one person's guess.
  LOW,
  /// Somebody other than the frameworks' makers read both sides.
  MEDIUM,
  /// A maker of one of the two published it.
  HIGH;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Confidence> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }
}
