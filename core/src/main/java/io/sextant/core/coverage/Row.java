package io.sextant.core.coverage;

import io.sextant.atlas.MitigationId;
import io.sextant.atlas.Technique;
import java.util.Comparator;
import java.util.List;

/// A technique over all components.
///
/// @param cells where it applies or may apply, most risk first
/// @param absent why it has no cells; empty when it has
/// @param detections the rules that look for it anywhere
/// @param mitigations what ATLAS says helps against it
public record Row(
    Technique technique,
    List<Cell> cells,
    String absent,
    List<Detection> detections,
    List<MitigationId> mitigations) {
  public Row {
    cells = List.copyOf(cells);
    detections = List.copyOf(detections);
    mitigations = List.copyOf(mitigations);
  }

  /// The worst of its cells that apply; undetermined when none is known to.
  public Grade grade() {
    return cells.stream()
        .map(Cell::grade)
        .filter(Grade::applies)
        .min(Comparator.naturalOrder())
        .orElse(cells.isEmpty() ? Grade.NOT_APPLICABLE : Grade.UNDETERMINED);
  }

  /// The most risk that is left on any component.
  public double residual() {
    return cells.stream().mapToDouble(Cell::residual).max().orElse(0);
  }
}
