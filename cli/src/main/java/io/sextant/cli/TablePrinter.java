package io.sextant.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// Prints rows under headings in columns as wide as their widest cell; the last column is never
/// padded.
public final class TablePrinter {
  private static final String GAP = "  ";

  private final List<String> headings;
  private final List<List<String>> rows = new ArrayList<>();

  public TablePrinter(String... headings) {
    this.headings = List.of(headings);
  }

  /// Adds a row; it must have as many cells as there are headings.
  public TablePrinter row(Object... cells) {
    if (cells.length != headings.size()) {
      throw new IllegalArgumentException(
          "expected " + headings.size() + " cells, got " + cells.length);
    }
    rows.add(java.util.Arrays.stream(cells).map(cell -> printable(cell.toString())).toList());
    return this;
  }

  /// Prints the headings and every row.
  public void print(PrintStream to) {
    int[] widths = new int[headings.size()];
    for (int column = 0; column < widths.length; column++) {
      widths[column] = headings.get(column).length();
      for (List<String> row : rows) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    printRow(headings, widths, to);
    rows.forEach(row -> printRow(row, widths, to));
  }

  private static void printRow(List<String> cells, int[] widths, PrintStream to) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = cells.get(column);
      line.append(cell);
      if (column < widths.length - 1) {
        line.append(" ".repeat(widths[column] - cell.length())).append(GAP);
      }
    }
    to.println(line.toString().stripTrailing());
  }

  /// Text from data must not steer the terminal: control characters become spaces.
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
