package io.sextant.report.print.pdf;

import io.sextant.report.BarChart;
import io.sextant.report.Block;
import io.sextant.report.Cell;
import io.sextant.report.Column;
import io.sextant.report.HeatChart;
import io.sextant.report.Section;
import io.sextant.report.Table;
import io.sextant.report.Text;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// Draws the blocks of a report, one below the other.
final class BlockDrawing {
  static final float SIZE = 10;

  private static final float SECTION_SIZE = 15;
  private static final float HEADING_SIZE = 12;
  private static final float LEADING = 1.35f;
  private static final float GAP = 7;
  private static final float INDENT = 16;

  /// Lines of text that must fit below a heading, or it moves to the next page.
  private static final float KEEP = 60;

  private final PageSeries pages;

  BlockDrawing(PageSeries pages) {
    this.pages = pages;
  }

  void section(Section section) throws IOException {
    pages.down(GAP);
    pages.require(SECTION_SIZE * LEADING + GAP + KEEP);
    pages.section(section.key(), section.title());
    text(Text.strong(section.title()), SECTION_SIZE, GAP);
    for (Block block : section.blocks()) {
      block(block);
    }
  }

  /// Draws a text over the whole width and leaves a gap below it.
  void text(Text text, float size, float gap) throws IOException {
    lines(text, size, 0);
    pages.down(gap);
  }

  private void block(Block block) throws IOException {
    switch (block) {
      case Block.Heading heading -> heading(heading.text());
      case Block.Paragraph paragraph -> text(paragraph.text(), SIZE, GAP);
      case Block.Items items -> items(items);
      case Block.Code code -> code(code.text());
      case Table table -> new TableDrawing(pages, table, TableDrawing.PLAIN).draw();
      case BarChart chart -> bars(chart);
      case HeatChart chart -> heat(chart);
    }
  }

  private void heading(String text) throws IOException {
    pages.down(GAP / 2);
    pages.require(KEEP);
    pages.heading(text);
    text(Text.strong(text), HEADING_SIZE, GAP / 2);
  }

  private void items(Block.Items items) throws IOException {
    for (int i = 0; i < items.entries().size(); i++) {
      String mark = items.numbered() ? (i + 1) + "." : "•";
      pages.require(SIZE * LEADING);
      Line line = LineBreaker.lines(Text.of(mark), pages.typeface(), SIZE, INDENT * 2).getFirst();
      pages.draw(line, PageSeries.MARGIN, pages.y(), SIZE);
      lines(items.entries().get(i), SIZE, Math.max(INDENT, line.width() + 4));
    }
    pages.down(GAP);
  }

  private void code(String text) throws IOException {
    for (Line line : LineBreaker.lines(Text.of(text), pages.typeface(), SIZE, inner())) {
      pages.require(SIZE * LEADING);
      pages.fill(PageSeries.MARGIN, pages.y(), pages.width(), SIZE * LEADING, Shade.HEAD);
      pages.draw(line, PageSeries.MARGIN + GAP, pages.y() - 1, SIZE);
      pages.down(SIZE * LEADING);
    }
    pages.down(GAP);
  }

  private float inner() {
    return pages.width() - 2 * GAP;
  }

  private void lines(Text text, float size, float indent) throws IOException {
    float width = pages.width() - indent;
    for (Line line : LineBreaker.lines(text, pages.typeface(), size, width)) {
      pages.require(size * LEADING);
      pages.draw(line, PageSeries.MARGIN + indent, pages.y(), size);
      pages.down(size * LEADING);
    }
  }

  private void bars(BarChart chart) throws IOException {
    List<List<Cell>> rows =
        chart.bars().stream()
            .map(bar -> List.of(Cell.of(bar.label()), Cell.empty(), new Cell.Amount(bar.amount())))
            .toList();
    List<Column> columns = List.of(Column.text(""), Column.text(""), Column.number(chart.unit()));
    Table table = new Table(chart.name(), columns, rows);
    TableDrawing.Paint paint =
        (row, column, box) -> {
          if (column == 1) {
            float part = (float) chart.part(chart.bars().get(row));
            pages.fill(box.x(), box.top() - 3, box.width() * part, box.height() - 6, Shade.BAR);
          }
        };
    new TableDrawing(pages, table, paint).draw();
  }

  private void heat(HeatChart chart) throws IOException {
    TableDrawing.Paint paint =
        (row, column, box) -> {
          if (column > 0) {
            Optional<BigDecimal> amount = chart.rows().get(row).amounts().get(column - 1);
            if (amount.isPresent()) {
              Shade shade = Shade.heat(chart.part(amount.get()));
              pages.fill(box.x(), box.top(), box.width(), box.height(), shade);
            }
          }
        };
    Optional<Table> table = chart.asTable();
    if (table.isPresent()) {
      new TableDrawing(pages, table.get(), paint).draw();
    }
  }
}
