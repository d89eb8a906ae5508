package io.sextant.core.coverage;

import io.sextant.atlas.TechniqueId;
import io.sextant.core.control.Assessment;
import io.sextant.core.system.ComponentId;
import io.sextant.core.threat.Register;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The Control Coverage Matrix of a system on a day.
///
/// @param assessment by which its controls count
/// @param rows in the order of the matrix of ATLAS
public record Coverage(Register register, Assessment assessment, List<Row> rows, Totals totals) {
  public Coverage {
    rows = List.copyOf(rows);
  }

  /// Which techniques stand in it.
  public enum Extent {
    /// Those that threaten the system, or may.
    REGISTER,
    /// All of the release.
    ALL
  }

  public Stream<Cell> cells() {
    return rows.stream().flatMap(each -> each.cells().stream());
  }

  public Optional<Row> row(TechniqueId technique) {
    return rows.stream().filter(each -> each.technique().id().equals(technique)).findFirst();
  }

  public Optional<Cell> cell(TechniqueId technique, ComponentId component) {
    return row(technique).stream()
        .flatMap(each -> each.cells().stream())
        .filter(each -> each.component().equals(component))
        .findFirst();
  }
}
