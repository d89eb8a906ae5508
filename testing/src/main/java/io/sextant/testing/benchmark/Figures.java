package io.sextant.testing.benchmark;

import java.util.Arrays;
import java.util.Locale;

/// Measured values of one kind, and how they are printed.
final class Figures {
  private final double[] sorted;

  Figures(double... values) {
    sorted = values.clone();
    Arrays.sort(sorted);
  }

  /// The value below which the given share, 0 to 1, of all values lies (nearest rank).
  double quantile(double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted[Math.clamp((int) Math.ceil(share * sorted.length) - 1, 0, sorted.length - 1)];
  }

  /// `median 1.2 (min 1.0, p95 1.9, max 2.2; n 5) UNIT`
  String print(String unit) {
    return String.format(
        Locale.ROOT,
        "median %.2f %s (min %.2f, p95 %.2f, p99 %.2f, max %.2f; n %d)",
        quantile(0.5),
        unit,
        quantile(0),
        quantile(0.95),
        quantile(0.99),
        quantile(1),
        sorted.length);
  }
}
