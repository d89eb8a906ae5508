package io.sextant.report.print;

import io.sextant.report.BarChart;
import io.sextant.report.Block;
import io.sextant.report.HeatChart;
import io.sextant.report.Report;
import io.sextant.report.Section;
import io.sextant.report.Table;
import io.sextant.report.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/// A report as a workbook: what it says on the first sheet, each table on a sheet of its own. No
/// cell is a formula.
final class XlsxPrinter {
  private static final double PROSE_WIDTH = 120;
  private static final int TITLE_SIZE = 16;
  private static final int HEADING_SIZE = 13;

  private final int maxRows;

  XlsxPrinter() {
    this(Worksheet.MAX_ROWS);
  }

  /// @param maxRows rows of a sheet; a longer table goes on on the next sheet
  XlsxPrinter(int maxRows) {
    this.maxRows = maxRows;
  }

  void print(Report report, OutputStream out) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Workbook workbook = new Workbook(bytes, "Sextant", null)) {
      workbook.properties().setTitle(XlsxSheet.cut(report.title()));
      SheetNames names = new SheetNames();
      prose(report, workbook.newWorksheet(names.unique("Report")));
      for (Table table : report.tables().toList()) {
        tables(table, workbook, names);
      }
    }
    FixedZip.write(bytes.toByteArray(), report.written(), out);
  }

  private void tables(Table table, Workbook workbook, SheetNames names) {
    int size = maxRows - 1;
    int first = 0;
    do {
      int next = Math.min(first + size, table.rows().size());
      Worksheet sheet = workbook.newWorksheet(names.unique(table.name()));
      new XlsxSheet(sheet).write(table, table.rows().subList(first, next));
      first = next;
    } while (first < table.rows().size());
  }

  private void prose(Report report, Worksheet sheet) {
    sheet.width(0, PROSE_WIDTH);
    Prose prose = new Prose(sheet, maxRows);
    prose.line(report.title(), TITLE_SIZE);
    if (!report.subtitle().isEmpty()) {
      prose.line(report.subtitle(), 0);
    }
    prose.line(Dates.minutes(report.written()), 0);
    for (Section section : report.sections()) {
      prose.line(section.title(), HEADING_SIZE);
      section.blocks().forEach(block -> append(block, prose));
    }
  }

  private static void append(Block block, Prose prose) {
    switch (block) {
      case Block.Heading heading -> prose.line(heading.text(), HEADING_SIZE - 1);
      case Block.Paragraph paragraph -> prose.text(paragraph.text());
      case Block.Items items -> append(items, prose);
      case Block.Code code -> prose.line(code.text(), 0);
      case Table table -> prose.line(seeSheet(table.name()), 0);
      case BarChart chart -> prose.line(seeSheet(chart.name()), 0);
      case HeatChart chart -> prose.line(seeSheet(chart.name()), 0);
    }
  }

  private static void append(Block.Items items, Prose prose) {
    List<Text> entries = items.entries();
    for (int i = 0; i < entries.size(); i++) {
      String mark = items.numbered() ? (i + 1) + ". " : "• ";
      prose.text(Text.of(mark).then(entries.get(i)));
    }
  }

  private static String seeSheet(String name) {
    return "Table: " + name + " (on a sheet of its own)";
  }

  /// Lines of text one below the other in the first column; what no row is left for is not written.
  private static final class Prose {
    private final Worksheet sheet;
    private final int rows;
    private int row;

    Prose(Worksheet sheet, int rows) {
      this.sheet = sheet;
      this.rows = rows;
    }

    void line(String text, int size) {
      if (row < rows) {
        XlsxSheet.text(sheet, row, 0, Text.of(text));
        if (size > 0) {
          sheet.style(row, 0).bold().fontSize(size).set();
        }
        row++;
      }
    }

    void text(Text text) {
      if (row < rows) {
        XlsxSheet.text(sheet, row, 0, text);
        sheet.style(row, 0).wrapText(true).set();
        row++;
      }
    }
  }
}
