package io.sextant.report.print;

import io.sextant.report.Cell;
import io.sextant.report.Column;
import io.sextant.report.Report;
import io.sextant.report.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// The tables of a report as CSV (RFC 4180, UTF-8). Several follow one another, each after a line
/// with its name and parted by an empty line. Text that a spreadsheet would take for a formula gets
/// a leading apostrophe.
final class CsvPrinter {
  private static final String END = "\r\n";

  void print(Report report, OutputStream out) throws IOException {
    List<Table> tables = report.tables().toList();
    StringBuilder csv = new StringBuilder();
    for (Table table : tables) {
      if (tables.size() > 1) {
        csv.append(csv.isEmpty() ? "" : END).append(Quoting.csv(table.name())).append(END);
      }
      append(table, csv);
    }
    out.write(csv.toString().getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void append(Table table, StringBuilder csv) {
    csv.append(
            table.columns().stream()
                .map(Column::title)
                .map(Quoting::csv)
                .collect(Collectors.joining(",")))
        .append(END);
    for (List<Cell> row : table.rows()) {
      csv.append(row.stream().map(CsvPrinter::cell).collect(Collectors.joining(","))).append(END);
    }
  }

  private static String cell(Cell cell) {
    return switch (cell) {
      case Cell.Words words -> Quoting.csv(words.text().plain());
      case Cell.Share share -> CellText.number(share.value());
      case Cell.Amount _, Cell.Day _, Cell.Empty _ -> CellText.of(cell);
    };
  }
}
