package io.sextant.sigma;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/// Keeps what is counted in a window while entries come and go, each in constant or logarithmic
/// time.
sealed interface Tally {
  BigDecimal MIDDLE = BigDecimal.valueOf(50);

  void add(WindowEntry entry);

  void remove(WindowEntry entry);

  /// Whether what is in the window fulfils the correlation.
  boolean holds();

  void clear();

  /// An empty tally for a correlation.
  static Tally of(CorrelationProgram program) {
    return switch (program.rule().type()) {
      case EVENT_COUNT -> new Events(program);
      case VALUE_COUNT -> new DistinctValues(program);
      case VALUE_SUM, VALUE_AVG -> new Sum(program);
      case VALUE_MEDIAN -> new Rank(program, new RankedNumbers(MIDDLE));
      case VALUE_PERCENTILE ->
          new Rank(
              program, new RankedNumbers(program.rule().threshold().percentile().orElse(MIDDLE)));
      case TEMPORAL, TEMPORAL_ORDERED -> new DistinctRules(program);
    };
  }

  final class Events implements Tally {
    private final CorrelationProgram program;
    private long count;

    Events(CorrelationProgram program) {
      this.program = program;
    }

    @Override
    public void add(WindowEntry entry) {
      count++;
    }

    @Override
    public void remove(WindowEntry entry) {
      count--;
    }

    @Override
    public boolean holds() {
      return program.holds(count);
    }

    @Override
    public void clear() {
      count = 0;
    }
  }

  /// How often each value is in the window.
  final class DistinctValues implements Tally {
    private final CorrelationProgram program;
    private final Map<String, Integer> occurrences = new HashMap<>();

    DistinctValues(CorrelationProgram program) {
      this.program = program;
    }

    @Override
    public void add(WindowEntry entry) {
      for (String value : entry.texts) {
        occurrences.merge(value, 1, Integer::sum);
      }
    }

    @Override
    public void remove(WindowEntry entry) {
      for (String value : entry.texts) {
        occurrences.computeIfPresent(value, (_, count) -> count == 1 ? null : count - 1);
      }
    }

    @Override
    public boolean holds() {
      return program.holds(occurrences.size());
    }

    @Override
    public void clear() {
      occurrences.clear();
    }
  }

  /// How often each rule is in the window.
  final class DistinctRules implements Tally {
    private final CorrelationProgram program;
    private final Map<Integer, Integer> occurrences = new HashMap<>(4);

    DistinctRules(CorrelationProgram program) {
      this.program = program;
    }

    @Override
    public void add(WindowEntry entry) {
      occurrences.merge(entry.member, 1, Integer::sum);
    }

    @Override
    public void remove(WindowEntry entry) {
      occurrences.computeIfPresent(entry.member, (_, count) -> count == 1 ? null : count - 1);
    }

    @Override
    public boolean holds() {
      return program.holds(occurrences);
    }

    @Override
    public void clear() {
      occurrences.clear();
    }
  }

  /// The sum, without rounding: it does not depend on what came and went before.
  final class Sum implements Tally {
    private final CorrelationProgram program;
    private BigDecimal sum = BigDecimal.ZERO;
    private long count;

    Sum(CorrelationProgram program) {
      this.program = program;
    }

    @Override
    public void add(WindowEntry entry) {
      for (BigDecimal number : entry.numbers) {
        sum = sum.add(number);
        count++;
      }
    }

    @Override
    public void remove(WindowEntry entry) {
      for (BigDecimal number : entry.numbers) {
        sum = --count == 0 ? BigDecimal.ZERO : sum.subtract(number);
      }
    }

    @Override
    public boolean holds() {
      boolean average = program.rule().type() == CorrelationType.VALUE_AVG;
      return count > 0 && program.holds(sum, average ? count : 1);
    }

    @Override
    public void clear() {
      sum = BigDecimal.ZERO;
      count = 0;
    }
  }

  /// The number at a rank, or the median.
  final class Rank implements Tally {
    private final CorrelationProgram program;
    private final RankedNumbers numbers;

    Rank(CorrelationProgram program, RankedNumbers numbers) {
      this.program = program;
      this.numbers = numbers;
    }

    @Override
    public void add(WindowEntry entry) {
      entry.numbers.forEach(numbers::add);
    }

    @Override
    public void remove(WindowEntry entry) {
      entry.numbers.forEach(numbers::remove);
    }

    @Override
    public boolean holds() {
      if (numbers.size() == 0) {
        return false;
      }
      boolean between =
          program.rule().type() == CorrelationType.VALUE_MEDIAN && numbers.size() % 2 == 0;
      return between
          ? program.holds(numbers.ranked().add(numbers.next()), 2)
          : program.holds(numbers.ranked(), 1);
    }

    @Override
    public void clear() {
      numbers.clear();
    }
  }
}
