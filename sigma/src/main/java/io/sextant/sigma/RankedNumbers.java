package io.sextant.sigma;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.TreeMap;

/// Numbers of which one rank is always at hand: the smallest number such that a given share of all
/// is not greater (nearest rank). Adding and removing take logarithmic time.
final class RankedNumbers {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /// Numbers with how often each is there.
  private static final class Part {
    private final TreeMap<BigDecimal, Integer> counts = new TreeMap<>();
    private long size;

    void add(BigDecimal number) {
      counts.merge(number, 1, Integer::sum);
      size++;
    }

    boolean remove(BigDecimal number) {
      if (!counts.containsKey(number)) {
        return false;
      }
      counts.computeIfPresent(number, (_, count) -> count == 1 ? null : count - 1);
      size--;
      return true;
    }
  }

  private final BigDecimal percentile;

  /// Up to the rank, and above it.
  private final Part low = new Part();

  private final Part high = new Part();

  /// @param percentile 0 to 100
  RankedNumbers(BigDecimal percentile) {
    this.percentile = percentile;
  }

  long size() {
    return low.size + high.size;
  }

  void add(BigDecimal number) {
    boolean below = low.size > 0 && number.compareTo(low.counts.lastKey()) <= 0;
    (below ? low : high).add(number);
    balance();
  }

  /// Removes a number that is there.
  void remove(BigDecimal number) {
    if (!low.remove(number)) {
      high.remove(number);
    }
    balance();
  }

  /// The number at the rank; only when there is one.
  BigDecimal ranked() {
    return low.counts.lastKey();
  }

  /// The number after it; only when there is one.
  BigDecimal next() {
    return high.counts.firstKey();
  }

  void clear() {
    low.counts.clear();
    low.size = 0;
    high.counts.clear();
    high.size = 0;
  }

  private void balance() {
    long rank = size() == 0 ? 0 : Math.clamp(share(), 1, size());
    while (low.size > rank) {
      BigDecimal moved = low.counts.lastKey();
      low.remove(moved);
      high.add(moved);
    }
    while (low.size < rank) {
      BigDecimal moved = high.counts.firstKey();
      high.remove(moved);
      low.add(moved);
    }
  }

  private long share() {
    return percentile
        .multiply(BigDecimal.valueOf(size()))
        .divide(HUNDRED, 0, RoundingMode.CEILING)
        .longValueExact();
  }
}
