package io.sextant.sigma;

import java.util.HashMap;
import java.util.Map;

/// Keeps the counted number of a window while entries come and go, each in constant time.
sealed interface Tally {
  void add(WindowEntry entry);

  void remove(WindowEntry entry);

  long count();

  void clear();

  /// An empty tally for a correlation.
  static Tally of(CorrelationProgram program) {
    return switch (program.rule().type()) {
      case EVENT_COUNT -> new Events();
      case VALUE_COUNT -> new DistinctValues();
      case TEMPORAL, TEMPORAL_ORDERED -> new DistinctRules(program.members());
    };
  }

  final class Events implements Tally {
    private long count;

    @Override
    public void add(WindowEntry entry) {
      count++;
    }

    @Override
    public void remove(WindowEntry entry) {
      count--;
    }

    @Override
    public long count() {
      return count;
    }

    @Override
    public void clear() {
      count = 0;
    }
  }

  /// A counted multiset: how often each value is in the window.
  final class DistinctValues implements Tally {
    private final Map<String, Integer> occurrences = new HashMap<>();

    @Override
    public void add(WindowEntry entry) {
      for (String value : entry.values) {
        occurrences.merge(value, 1, Integer::sum);
      }
    }

    @Override
    public void remove(WindowEntry entry) {
      for (String value : entry.values) {
        occurrences.computeIfPresent(value, (_, count) -> count == 1 ? null : count - 1);
      }
    }

    @Override
    public long count() {
      return occurrences.size();
    }

    @Override
    public void clear() {
      occurrences.clear();
    }
  }

  final class DistinctRules implements Tally {
    private final int[] occurrences;
    private int distinct;

    DistinctRules(int rules) {
      this.occurrences = new int[rules];
    }

    @Override
    public void add(WindowEntry entry) {
      if (occurrences[entry.member]++ == 0) {
        distinct++;
      }
    }

    @Override
    public void remove(WindowEntry entry) {
      if (--occurrences[entry.member] == 0) {
        distinct--;
      }
    }

    @Override
    public long count() {
      return distinct;
    }

    @Override
    public void clear() {
      java.util.Arrays.fill(occurrences, 0);
      distinct = 0;
    }
  }
}
