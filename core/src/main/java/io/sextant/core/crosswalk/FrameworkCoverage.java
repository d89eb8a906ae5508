package io.sextant.core.crosswalk;

import io.sextant.core.control.Assurance;
import io.sextant.core.control.Control;
import io.sextant.core.control.Exclusion;
import io.sextant.core.coverage.Cell;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where a system stands with a framework: also its statement of applicability.
///
/// @param lines one for each requirement, in the framework's order
public record FrameworkCoverage(Framework framework, List<Line> lines) {
  public FrameworkCoverage {
    lines = List.copyOf(lines);
  }

  /// A requirement and what stands behind it.
  ///
  /// @param whole whether what is there meets all of it; links of ATLAS meet a part at most
  /// @param because why it stands so
  /// @param links every way to ATLAS
  /// @param cells threats of the system that it has to do with
  public record Line(
      Requirement requirement,
      Status status,
      boolean whole,
      String because,
      List<Support> supports,
      List<Link> links,
      List<Cell> cells,
      Optional<Exclusion> exclusion) {
    public Line {
      supports = List.copyOf(supports);
      links = List.copyOf(links);
      cells = List.copyOf(cells);
    }

    /// How much of it is met: `whole`, `part`, or nothing.
    public String met() {
      return !status.covered() ? "" : whole ? "whole" : "part";
    }
  }

  /// A control that stands behind a requirement.
  ///
  /// @param via the way to it; empty when the control names the requirement itself
  public record Support(Control control, Assurance assurance, Optional<Link> via) {}

  /// How many of each status.
  public Map<Status, Integer> counts() {
    Map<Status, Integer> counts = new EnumMap<>(Status.class);
    lines.forEach(each -> counts.merge(each.status(), 1, Integer::sum));
    return counts;
  }

  public int count(Status status) {
    return counts().getOrDefault(status, 0);
  }

  /// Requirements that can be counted: neither excluded nor without a link.
  public int counted() {
    return (int) lines.stream().filter(each -> each.status().counts()).count();
  }

  /// Those of a status or better.
  public int atLeast(Status status) {
    return (int)
        lines.stream()
            .filter(each -> each.status().counts() && each.status().compareTo(status) >= 0)
            .count();
  }
}
