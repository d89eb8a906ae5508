package io.sextant.report.print;

import io.sextant.report.Cell;
import io.sextant.report.Column;
import io.sextant.report.Link;
import io.sextant.report.Table;
import io.sextant.report.Text;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dhatim.fastexcel.HyperLink;
import org.dhatim.fastexcel.Worksheet;

/// One sheet of a workbook with a table on it.
final class XlsxSheet {
  /// Most characters of a cell.
  static final int MAX_TEXT = 32_767;

  /// Most links of a sheet that spreadsheets open without a repair.
  private static final int MAX_LINKS = 65_000;

  private static final int MIN_WIDTH = 8;
  private static final int MAX_WIDTH = 70;

  /// Rows that are looked at to find how wide a column should be.
  private static final int SAMPLE = 500;

  private static final String FORMULA = "=+-@";

  private final Worksheet sheet;
  private int links;

  XlsxSheet(Worksheet sheet) {
    this.sheet = sheet;
  }

  void write(Table table, List<List<Cell>> rows) {
    List<Column> columns = table.columns();
    for (int i = 0; i < columns.size(); i++) {
      text(sheet, 0, i, Text.of(columns.get(i).title()));
      sheet.style(0, i).bold().fillColor("E8ECF1").wrapText(true).set();
      sheet.width(i, width(columns.get(i), rows, i));
    }
    sheet.freezePane(0, 1);
    sheet.repeatRows(0);
    if (!rows.isEmpty()) {
      sheet.setAutoFilter(0, 0, rows.size(), columns.size() - 1);
    }
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < columns.size(); column++) {
        cell(row + 1, column, rows.get(row).get(column));
      }
    }
  }

  private void cell(int row, int column, Cell cell) {
    switch (cell) {
      case Cell.Words words -> words(row, column, words.text());
      case Cell.Amount amount -> sheet.value(row, column, amount.value());
      case Cell.Share share -> {
        sheet.value(row, column, share.value());
        sheet.style(row, column).format("0.0%").set();
      }
      case Cell.Day day -> {
        sheet.value(row, column, day.value());
        sheet.style(row, column).format("yyyy-mm-dd").set();
      }
      case Cell.Empty _ -> {}
    }
  }

  private void words(int row, int column, Text text) {
    text(sheet, row, column, text);
    sheet.style(row, column).wrapText(true).verticalAlignment("top").set();
    Optional<Link.ToWeb> link =
        text.spans().stream()
            .flatMap(span -> span.link().stream())
            .flatMap(found -> found instanceof Link.ToWeb web ? Stream.of(web) : Stream.empty())
            .findFirst();
    if (link.isPresent() && links < MAX_LINKS) {
      links++;
      sheet.hyperlink(row, column, new HyperLink(link.get().text(), cut(text.plain())));
    }
  }

  /// Writes text as text. What a program could take for a formula when the cell is edited, or saved
  /// as CSV and read again, is also formatted as text.
  static void text(Worksheet sheet, int row, int column, Text text) {
    String plain = cut(text.plain());
    sheet.value(row, column, plain);
    String content = plain.stripLeading();
    if (!content.isEmpty() && FORMULA.indexOf(content.charAt(0)) >= 0) {
      sheet.style(row, column).format("@").set();
    }
  }

  /// Text that fits a cell; what was cut off is said at its end.
  static String cut(String text) {
    if (text.length() <= MAX_TEXT) {
      return text;
    }
    String note = " … [cut after %d of %d characters]".formatted(MAX_TEXT, text.length());
    int end = MAX_TEXT - note.length();
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
        + note;
  }

  private static double width(Column column, List<List<Cell>> rows, int index) {
    int widest = column.title().length() + 2;
    for (List<Cell> row : rows.subList(0, Math.min(SAMPLE, rows.size()))) {
      widest = Math.max(widest, CellText.of(row.get(index)).length() + 2);
    }
    return Math.clamp(widest, MIN_WIDTH, MAX_WIDTH);
  }
}
