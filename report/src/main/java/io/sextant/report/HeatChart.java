package io.sextant.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A grid of amounts, each shown by how dark its square is.
///
/// @param full the amount of the darkest square
public record HeatChart(String name, List<String> columns, BigDecimal full, List<Row> rows)
    implements Block {
  /// @throws IllegalArgumentException when `full` is not above 0, an amount is outside of 0 to
  ///   `full`, or a row has more or fewer amounts than there are columns
  public HeatChart {
    name = Clean.line(name);
    columns = columns.stream().map(Clean::line).toList();
    rows = List.copyOf(rows);
    if (full.signum() <= 0) {
      throw new IllegalArgumentException("'" + name + "': the darkest square is above 0");
    }
    for (Row row : rows) {
      requireFit(name, columns.size(), full, row);
    }
  }

  /// @param amounts one for each column; empty where there is none
  public record Row(Text label, List<Optional<BigDecimal>> amounts) {
    public Row {
      amounts = List.copyOf(amounts);
    }
  }

  /// How dark a square is, 0 to 1.
  public double part(BigDecimal amount) {
    return amount.doubleValue() / full.doubleValue();
  }

  @Override
  public Stream<Text> texts() {
    return rows.stream().map(Row::label);
  }

  @Override
  public Optional<Table> asTable() {
    List<Column> heads = new ArrayList<>(List.of(Column.text("")));
    columns.forEach(column -> heads.add(Column.number(column)));
    return Optional.of(new Table(name, heads, rows.stream().map(HeatChart::cells).toList()));
  }

  private static List<Cell> cells(Row row) {
    List<Cell> cells = new ArrayList<>(List.of(Cell.of(row.label)));
    row.amounts.forEach(
        amount -> cells.add(amount.<Cell>map(Cell.Amount::new).orElseGet(Cell.Empty::new)));
    return cells;
  }

  private static void requireFit(String name, int columns, BigDecimal full, Row row) {
    boolean fits =
        row.amounts.size() == columns
            && row.amounts.stream()
                .flatMap(Optional::stream)
                .allMatch(amount -> amount.signum() >= 0 && amount.compareTo(full) <= 0);
    if (!fits) {
      throw new IllegalArgumentException(
          "'%s': row '%s' has not %d amounts from 0 to %s"
              .formatted(name, row.label.plain(), columns, full));
    }
  }
}
