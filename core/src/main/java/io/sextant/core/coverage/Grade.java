package io.sextant.core.coverage;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// States without their reasons, from worst to best after the two that count for nothing.
public enum Grade {
  NOT_APPLICABLE,
  UNDETERMINED,
  FAILED,
  GAP,
  WATCHED,
  DECAYED,
  CLAIMED,
  EVIDENCED,
  PROVEN;

  /// Whether the technique is known to apply: only such cells stand in a denominator.
  public boolean applies() {
    return this != NOT_APPLICABLE && this != UNDETERMINED;
  }

  /// Whether some control counts for something.
  public boolean covered() {
    return compareTo(DECAYED) >= 0;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The grade that files and commands write so.
  public static Optional<Grade> parse(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }
}
