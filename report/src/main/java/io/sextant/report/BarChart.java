package io.sextant.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Amounts side by side, as bars.
///
/// @param unit what is counted, such as "findings"
/// @param full the amount that fills the width; no bar is longer
public record BarChart(String name, String unit, BigDecimal full, List<Bar> bars) implements Block {
  /// @throws IllegalArgumentException when `full` is not above 0 or a bar is longer
  public BarChart {
    name = Clean.line(name);
    unit = Clean.line(unit);
    bars = List.copyOf(bars);
    BigDecimal longest = full;
    if (full.signum() <= 0 || bars.stream().anyMatch(bar -> bar.amount.compareTo(longest) > 0)) {
      throw new IllegalArgumentException("'" + name + "': no bar is longer than the full width");
    }
  }

  /// @param amount 0 or more
  public record Bar(Text label, BigDecimal amount) {
    /// @throws IllegalArgumentException when the amount is below 0
    public Bar {
      if (amount.signum() < 0) {
        throw new IllegalArgumentException("a bar below 0: " + label.plain());
      }
    }
  }

  /// A chart that its longest bar fills.
  public static BarChart of(String name, String unit, List<Bar> bars) {
    BigDecimal longest = bars.stream().map(Bar::amount).reduce(BigDecimal.ZERO, BigDecimal::max);
    return new BarChart(name, unit, longest.signum() > 0 ? longest : BigDecimal.ONE, bars);
  }

  /// How much of the width a bar takes, 0 to 1.
  public double part(Bar bar) {
    return bar.amount.doubleValue() / full.doubleValue();
  }

  @Override
  public Stream<Text> texts() {
    return bars.stream().map(Bar::label);
  }

  @Override
  public Optional<Table> asTable() {
    return Optional.of(
        new Table(
            name,
            List.of(Column.text(""), Column.number(unit)),
            bars.stream()
                .map(bar -> List.<Cell>of(Cell.of(bar.label), new Cell.Amount(bar.amount)))
                .toList()));
  }
}
