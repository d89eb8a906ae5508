package io.sextant.gateway.sequence;

import java.util.HashMap;
import java.util.Map;

/// How widely each field of the records of one model is spread, so that income in dollars does not
/// drown age in years. Learned from the first records and then left as it is: distances that change
/// their meaning could not be compared. For one thread at a time.
final class Scaling {
  /// Fields remembered; further ones are taken as they come.
  private static final int MAX_FIELDS = 1024;

  private final Map<String, Spread> spreads = new HashMap<>();

  /// Running mean and variance (Welford 1962).
  private static final class Spread {
    private long count;
    private double mean;
    private double squares;

    void add(double value) {
      count++;
      double off = value - mean;
      mean += off / count;
      squares += off * (value - mean);
    }

    double deviation() {
      return count < 2 ? 0 : Math.sqrt(squares / (count - 1));
    }
  }

  void learn(Input.Row row) {
    row.numbers()
        .forEach((name, value) -> {
          Spread spread = spreads.get(name);
          if (spread == null && spreads.size() < MAX_FIELDS) {
            spread = new Spread();
            spreads.put(name, spread);
          }
          if (spread != null && Double.isFinite(value)) {
            spread.add(value);
          }
        });
  }

  /// A value in deviations from the mean, at most 6 either way.
  double scaled(String name, double value) {
    Spread spread = spreads.get(name);
    if (spread == null || !Double.isFinite(value)) {
      return 0;
    }
    double deviation = spread.deviation();
    return deviation == 0 ? 0 : Math.clamp((value - spread.mean) / deviation, -6, 6);
  }
}
