package io.sextant.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A table whose columns say what their cells hold.
///
/// @param name its caption, and the name of its sheet in a workbook
public record Table(String name, List<Column> columns, List<List<Cell>> rows) implements Block {
  /// Most columns; more fit on no page and into no one's eye.
  public static final int MAX_COLUMNS = 64;

  /// @throws IllegalArgumentException when a row has more or fewer cells than there are columns, or
  ///   a cell does not fit its column
  public Table {
    name = Clean.line(name);
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    if (name.isBlank() || columns.isEmpty() || columns.size() > MAX_COLUMNS) {
      throw new IllegalArgumentException(
          "a table has a name and 1 to " + MAX_COLUMNS + " columns: '" + name + "'");
    }
    for (int row = 0; row < rows.size(); row++) {
      requireFit(name, row, columns, rows.get(row));
    }
  }

  @Override
  public Stream<Text> texts() {
    return rows.stream()
        .flatMap(List::stream)
        .flatMap(cell -> cell instanceof Cell.Words(Text text) ? Stream.of(text) : Stream.empty());
  }

  @Override
  public Optional<Table> asTable() {
    return Optional.of(this);
  }

  private static void requireFit(String name, int row, List<Column> columns, List<Cell> cells) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(
          "row %d of '%s' has %d cells, the table %d columns"
              .formatted(row + 1, name, cells.size(), columns.size()));
    }
    for (int i = 0; i < cells.size(); i++) {
      if (!columns.get(i).kind().admits(cells.get(i))) {
        throw new IllegalArgumentException(
            "row %d of '%s': column '%s' holds %s, not %s"
                .formatted(
                    row + 1, name, columns.get(i).title(), columns.get(i).kind(), cells.get(i)));
      }
    }
  }
}
