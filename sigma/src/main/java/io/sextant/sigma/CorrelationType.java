package io.sextant.sigma;

import java.util.Locale;

/// What a correlation counts in its window.
public enum CorrelationType {
  /// Events.
  EVENT_COUNT,
  /// Distinct values of a field.
  VALUE_COUNT,
  /// The sum of a field's numbers.
  VALUE_SUM,
  /// The average of a field's numbers.
  VALUE_AVG,
  /// The number below or at which a given share of a field's numbers lies.
  VALUE_PERCENTILE,
  /// The number in the middle of a field's numbers.
  VALUE_MEDIAN,
  /// Distinct rules, in any order.
  TEMPORAL,
  /// Rules, each after the one before it in the list.
  TEMPORAL_ORDERED;

  /// The name in a rule file.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether it looks at the numbers of a field.
  public boolean isNumeric() {
    return switch (this) {
      case VALUE_SUM, VALUE_AVG, VALUE_PERCENTILE, VALUE_MEDIAN -> true;
      case EVENT_COUNT, VALUE_COUNT, TEMPORAL, TEMPORAL_ORDERED -> false;
    };
  }

  /// Whether it looks at which rules matched.
  public boolean isTemporal() {
    return this == TEMPORAL || this == TEMPORAL_ORDERED;
  }
}
