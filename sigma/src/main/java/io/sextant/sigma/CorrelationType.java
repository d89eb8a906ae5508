package io.sextant.sigma;

import java.util.Locale;

/// What a correlation counts in its window.
public enum CorrelationType {
  /// Events.
  EVENT_COUNT,
  /// Distinct values of a field.
  VALUE_COUNT,
  /// Distinct rules, in any order.
  TEMPORAL,
  /// Rules, each after the one before it in the list.
  TEMPORAL_ORDERED;

  /// The name in a rule file.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
