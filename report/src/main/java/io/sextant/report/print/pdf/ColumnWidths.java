package io.sextant.report.print.pdf;

import io.sextant.report.Cell;
import io.sextant.report.Table;
import io.sextant.report.Text;
import java.util.List;

/// How wide the columns of a table are: as wide as their longest line where that fits, else what is
/// left beside the longest words is shared out by how much more each could use. A column that is
/// mostly empty counts for little more than its usual cell.
final class ColumnWidths {
  /// Rows that are looked at.
  private static final int SAMPLE = 2_000;

  /// The widest word that a column is made wide for, as a part of the page; longer ones are broken.
  private static final float WORD = 0.25f;

  /// The longest line that counts, as a part of the page, so that one long text does not starve the
  /// other columns.
  private static final float LINE = 1.5f;

  /// How many times the width of its mean cell a column can use.
  private static final float USUAL = 3;

  private ColumnWidths() {}

  /// @param padding what each column needs beside its text
  static float[] of(Table table, Typeface typeface, float size, float page, float padding) {
    int count = table.columns().size();
    float[] least = new float[count];
    float[] wanted = new float[count];
    float[] total = new float[count];
    for (int i = 0; i < count; i++) {
      measure(TableDrawing.heading(table.columns().get(i)), i, typeface, size, least, wanted);
    }
    List<List<Cell>> rows = table.rows();
    for (List<Cell> row : rows.subList(0, Math.min(SAMPLE, rows.size()))) {
      for (int i = 0; i < count; i++) {
        Text text = TableDrawing.text(row.get(i));
        measure(text, i, typeface, size, least, wanted);
        total[i] += typeface.width(typeface.printable(text.plain()).replace('\n', ' '), size);
      }
    }
    int sampled = Math.clamp(rows.size(), 1, SAMPLE);
    if (sum(wanted) > page) {
      for (int i = 0; i < count; i++) {
        wanted[i] = Math.min(wanted[i], USUAL * total[i] / sampled);
      }
    }
    for (int i = 0; i < count; i++) {
      least[i] = Math.min(least[i], page * WORD) + padding;
      wanted[i] = Math.max(least[i], Math.min(wanted[i], page * LINE) + padding);
    }
    return shared(least, wanted, page);
  }

  private static void measure(
      Text text, int column, Typeface typeface, float size, float[] least, float[] wanted) {
    for (String line : typeface.printable(text.plain()).split("\n")) {
      wanted[column] = Math.max(wanted[column], typeface.width(line, size) + 1);
      for (String word : line.split(" ")) {
        least[column] = Math.max(least[column], typeface.width(word, size) + 1);
      }
    }
  }

  private static float[] shared(float[] least, float[] wanted, float page) {
    float leastSum = sum(least);
    float wantedSum = sum(wanted);
    float[] widths = new float[least.length];
    for (int i = 0; i < widths.length; i++) {
      if (wantedSum <= page) {
        widths[i] = wanted[i] * page / wantedSum;
      } else if (leastSum >= page) {
        widths[i] = least[i] * page / leastSum;
      } else {
        float share = (wanted[i] - least[i]) / (wantedSum - leastSum);
        widths[i] = least[i] + (page - leastSum) * share;
      }
    }
    return widths;
  }

  private static float sum(float[] values) {
    float sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }
}
