package io.sextant.report.print.pdf;

import io.sextant.report.Cell;
import io.sextant.report.Column;
import io.sextant.report.Table;
import io.sextant.report.Text;
import io.sextant.report.print.CellText;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/// Draws a table: its head again on every page, long cells in several lines, a row that fits no
/// page over several.
final class TableDrawing {
  /// What stands behind the text of a cell.
  interface Paint {
    void paint(int row, int column, Box box) throws IOException;
  }

  /// A rectangle of a page; `top` is its upper edge.
  record Box(float x, float top, float width, float height) {}

  static final Paint PLAIN = (_, _, _) -> {};

  private static final float PAD = 4;
  private static final float LEADING = 1.25f;
  private static final float CAPTION_SIZE = 10;

  private final PageSeries pages;
  private final Table table;
  private final Paint paint;
  private final float size;
  private final float[] widths;
  private final List<List<Line>> head;

  TableDrawing(PageSeries pages, Table table, Paint paint) {
    this.pages = pages;
    this.table = table;
    this.paint = paint;
    this.size = size(table.columns().size());
    this.widths = ColumnWidths.of(table, pages.typeface(), size, pages.width(), 2 * PAD);
    this.head =
        IntStream.range(0, widths.length)
            .mapToObj(i -> broken(heading(table.columns().get(i)), i))
            .toList();
  }

  void draw() throws IOException {
    caption();
    head();
    for (int i = 0; i < table.rows().size(); i++) {
      row(i);
    }
    pages.down(2 * PAD);
  }

  /// A column's name as people write it: sheets and programs read names with underscores.
  static Text heading(Column column) {
    return Text.strong(column.title().replace('_', ' '));
  }

  private void caption() throws IOException {
    pages.require(height(most(head)) + 4 * size * LEADING + 2 * CAPTION_SIZE);
    if (pages.isSection(table.name())) {
      return;
    }
    List<Line> lines =
        LineBreaker.lines(Text.strong(table.name()), pages.typeface(), CAPTION_SIZE, pages.width());
    for (Line line : lines) {
      pages.draw(line, PageSeries.MARGIN, pages.y(), CAPTION_SIZE);
      pages.down(CAPTION_SIZE * LEADING);
    }
    pages.down(PAD / 2);
  }

  private void head() throws IOException {
    float height = height(most(head));
    pages.fill(PageSeries.MARGIN, pages.y(), pages.width(), height, Shade.HEAD);
    slice(head, 0, most(head));
    pages.down(height);
  }

  private void row(int index) throws IOException {
    List<Cell> cells = table.rows().get(index);
    List<List<Line>> lines =
        IntStream.range(0, widths.length).mapToObj(i -> broken(text(cells.get(i)), i)).toList();
    int count = most(lines);
    boolean fitsAPage = height(count) <= pages.height() - height(most(head));
    if (fitsAPage && height(count) > pages.left()) {
      turn();
    }
    for (int from = 0; from < count; ) {
      int room = (int) ((pages.left() - 2 * PAD) / (size * LEADING));
      if (room < 1) {
        turn();
        room = Math.max(1, (int) ((pages.left() - 2 * PAD) / (size * LEADING)));
      }
      int to = Math.min(count, from + room);
      band(index, lines, from, to);
      from = to;
    }
  }

  private void turn() throws IOException {
    pages.next();
    // A head that fills the page would leave no room for any row.
    if (height(most(head)) < pages.height() / 2) {
      head();
    }
  }

  private void band(int row, List<List<Line>> lines, int from, int to) throws IOException {
    float height = height(to - from);
    float x = PageSeries.MARGIN;
    for (int i = 0; i < widths.length; i++) {
      paint.paint(row, i, new Box(x, pages.y(), widths[i], height));
      x += widths[i];
    }
    slice(lines, from, to);
    pages.down(height);
    pages.rule(PageSeries.MARGIN, pages.y(), pages.width());
  }

  private void slice(List<List<Line>> cells, int from, int to) throws IOException {
    float x = PageSeries.MARGIN;
    for (int i = 0; i < widths.length; i++) {
      List<Line> lines = cells.get(i);
      float top = pages.y() - PAD;
      for (Line line : lines.subList(Math.min(from, lines.size()), Math.min(to, lines.size()))) {
        float inner = widths[i] - 2 * PAD;
        float shift = isRight(table.columns().get(i)) ? Math.max(0, inner - line.width()) : 0;
        pages.draw(line, x + PAD + shift, top, size);
        top -= size * LEADING;
      }
      x += widths[i];
    }
  }

  private static boolean isRight(Column column) {
    return switch (column.kind()) {
      case NUMBER, SHARE -> true;
      case TEXT, DATE -> false;
    };
  }

  private List<Line> broken(Text text, int column) {
    return LineBreaker.lines(text, pages.typeface(), size, widths[column] - 2 * PAD);
  }

  private float height(int lines) {
    return lines * size * LEADING + 2 * PAD;
  }

  private static int most(List<List<Line>> cells) {
    return cells.stream().mapToInt(List::size).max().orElse(1);
  }

  static Text text(Cell cell) {
    return cell instanceof Cell.Words words ? words.text() : Text.of(CellText.of(cell));
  }

  private static float size(int columns) {
    if (columns <= 6) {
      return 9;
    }
    return columns <= 12 ? 7.5f : 6;
  }
}
