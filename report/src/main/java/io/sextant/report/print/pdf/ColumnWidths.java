package io.sextant.report.print.pdf;

import io.sextant.report.Cell;
import io.sextant.report.Table;
import io.sextant.report.Text;
import java.util.ArrayList;
import java.util.List;

/// How wide the columns of a table are: as wide as their longest line where that fits, else as wide
/// as their longest word, and what is left goes bit by bit where it makes rows lowest.
final class ColumnWidths {
  /// Rows that are looked at for the longest words and lines.
  private static final int SAMPLE = 2_000;

  /// Rows whose height is estimated, taken evenly from those.
  private static final int ESTIMATED = 200;

  /// In how many bits what is left is given away.
  private static final int BITS = 60;

  /// The widest word that a column is made wide for, as a part of the page; longer ones are broken.
  private static final float WORD = 0.25f;

  private final Table table;
  private final Typeface typeface;
  private final float size;
  private final float page;
  private final float padding;
  private final int count;

  private ColumnWidths(Table table, Typeface typeface, float size, float page, float padding) {
    this.table = table;
    this.typeface = typeface;
    this.size = size;
    this.page = page;
    this.padding = padding;
    this.count = table.columns().size();
  }

  /// @param padding what each column needs beside its text
  static float[] of(Table table, Typeface typeface, float size, float page, float padding) {
    return new ColumnWidths(table, typeface, size, page, padding).widths();
  }

  private float[] widths() {
    float[] least = new float[count];
    float[] wanted = new float[count];
    for (int i = 0; i < count; i++) {
      measure(TableDrawing.heading(table.columns().get(i)), i, least, wanted);
    }
    List<List<Cell>> rows = table.rows().subList(0, Math.min(SAMPLE, table.rows().size()));
    for (List<Cell> row : rows) {
      for (int i = 0; i < count; i++) {
        measure(TableDrawing.text(row.get(i)), i, least, wanted);
      }
    }
    for (int i = 0; i < count; i++) {
      least[i] = Math.min(least[i], page * WORD) + padding;
      wanted[i] = Math.max(least[i], wanted[i] + padding);
    }
    if (sum(wanted) <= page) {
      return scaled(wanted);
    }
    return sum(least) >= page ? scaled(least) : grown(least, estimates(rows));
  }

  private float[] scaled(float[] widths) {
    float sum = sum(widths);
    for (int i = 0; i < count; i++) {
      widths[i] *= page / sum;
    }
    return widths;
  }

  /// A row: of each column the width of its text in one line, and how many lines it has at least.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Estimate(float[] text, int[] lines) {
    /// How many lines a cell takes, to the fourth power: the highest cell counts most.
    double power(int column, float inner) {
      double taken = Math.max(lines[column], text[column] / inner);
      return taken * taken * taken * taken;
    }
  }

  private List<Estimate> estimates(List<List<Cell>> rows) {
    int every = Math.max(1, rows.size() / ESTIMATED);
    List<Estimate> estimates = new ArrayList<>();
    for (int row = 0; row < rows.size(); row += every) {
      float[] text = new float[count];
      int[] lines = new int[count];
      for (int i = 0; i < count; i++) {
        String plain = typeface.printable(TableDrawing.text(rows.get(row).get(i)).plain());
        text[i] = typeface.width(plain.replace('\n', ' '), size);
        lines[i] = 1 + (int) plain.chars().filter(c -> c == '\n').count();
      }
      estimates.add(new Estimate(text, lines));
    }
    return estimates;
  }

  private float[] grown(float[] widths, List<Estimate> rows) {
    float bit = (page - sum(widths)) / BITS;
    for (int given = 0; given < BITS; given++) {
      double[] heights = heights(widths, rows);
      int best = 0;
      double most = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < count; i++) {
        double gain = gain(i, bit, widths, rows, heights);
        if (gain > most) {
          most = gain;
          best = i;
        }
      }
      widths[best] += bit;
    }
    return widths;
  }

  /// By row, the powers of all its cells.
  private double[] heights(float[] widths, List<Estimate> rows) {
    double[] heights = new double[rows.size()];
    for (int row = 0; row < heights.length; row++) {
      for (int i = 0; i < count; i++) {
        heights[row] += rows.get(row).power(i, widths[i] - padding);
      }
    }
    return heights;
  }

  /// How much lower the rows become when a column is so much wider, in lines.
  private double gain(
      int column, float bit, float[] widths, List<Estimate> rows, double[] heights) {
    double gain = 0;
    float inner = widths[column] - padding;
    for (int row = 0; row < heights.length; row++) {
      Estimate cells = rows.get(row);
      double less =
          cells.power(column, inner) - cells.power(column, widths[column] + bit - padding);
      gain += Math.sqrt(Math.sqrt(heights[row])) - Math.sqrt(Math.sqrt(heights[row] - less));
    }
    return gain;
  }

  private void measure(Text text, int column, float[] least, float[] wanted) {
    for (String line : typeface.printable(text.plain()).split("\n")) {
      wanted[column] = Math.max(wanted[column], typeface.width(line, size) + 1);
      for (String word : line.split(" ")) {
        least[column] = Math.max(least[column], typeface.width(word, size) + 1);
      }
    }
  }

  private static float sum(float[] values) {
    float sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }
}
