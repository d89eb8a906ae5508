package io.sextant.core.coverage;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// How many cells of each grade. Shares always have the cells that apply below the line;
/// undetermined ones are counted beside them, never as covered.
///
/// @param watched cells that apply and would be seen
/// @param residual the risk left in all cells that apply, added up
public record Totals(Map<Grade, Integer> cells, int watched, double residual) {
  public Totals {
    cells = Map.copyOf(cells);
  }

  static Totals of(List<Cell> all) {
    Map<Grade, Integer> cells = new EnumMap<>(Grade.class);
    all.forEach(each -> cells.merge(each.grade(), 1, Integer::sum));
    int watched =
        (int)
            all.stream()
                .filter(each -> each.grade().applies() && each.watch().extent().sees())
                .count();
    return new Totals(cells, watched, all.stream().mapToDouble(Cell::residual).sum());
  }

  public int count(Grade grade) {
    return cells.getOrDefault(grade, 0);
  }

  /// Cells where the technique is known to apply.
  public int applicable() {
    return cells.entrySet().stream()
        .filter(each -> each.getKey().applies())
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /// Cells of a grade or better.
  public int atLeast(Grade grade) {
    return cells.entrySet().stream()
        .filter(each -> each.getKey().applies() && each.getKey().compareTo(grade) >= 0)
        .mapToInt(Map.Entry::getValue)
        .sum();
  }
}
