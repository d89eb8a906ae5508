package io.sextant.gateway.sequence;

import java.util.Arrays;

/// The latest values of something, and how unusual another value is among them. For one thread at a
/// time.
final class Tail {
  private static final double LOW = 0.01;
  private static final double HIGH = 0.05;

  /// Chances below this say no more.
  private static final double LEAST = 1e-9;

  /// Values between two sortings.
  private static final int STALE = 64;

  private final double[] values;
  private double[] sorted = new double[0];
  private int next;
  private int count;
  private int since;

  Tail(int size) {
    values = new double[size];
  }

  int count() {
    return count;
  }

  void add(double value) {
    values[next] = value;
    next = (next + 1) % values.length;
    count = Math.min(count + 1, values.length);
    since++;
  }

  /// Chance of a value this low. Below what was seen: by the power law through the lowest 1 % and 5
  /// %.
  double below(double value) {
    sort();
    double low = quantile(LOW);
    if (value < low && low > 0) {
      double slope = Math.log(HIGH / LOW) / Math.log(Math.max(quantile(HIGH) / low, 1.05));
      double extrapolated = LOW * Math.pow(value / low, Math.clamp(slope, 1, 12));
      return Math.max(LEAST, Math.max(extrapolated, rank(value) / sorted.length));
    }
    return Math.max(1.0, rank(value)) / sorted.length;
  }

  /// Chance of a value this high; never less than one in the number of values.
  double above(double value) {
    if (count == 0) {
      return 1;
    }
    sort();
    return Math.max(1.0, sorted.length - rank(value)) / sorted.length;
  }

  /// The value in the middle; 0 when there are none.
  double median() {
    sort();
    return sorted.length == 0 ? 0 : quantile(0.5);
  }

  /// How many values are not above this one.
  private double rank(double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] <= value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private double quantile(double share) {
    return sorted[(int) (share * (sorted.length - 1))];
  }

  private void sort() {
    if (sorted.length == 0 || since >= STALE) {
      sorted = Arrays.copyOf(values, count);
      Arrays.sort(sorted);
      since = 0;
    }
  }
}
