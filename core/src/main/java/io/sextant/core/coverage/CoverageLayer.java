package io.sextant.core.coverage;

import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.publish.NavigatorLayer;
import io.sextant.atlas.publish.NavigatorLayer.Mark;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// Coverage as a layer of the ATT&CK Navigator: each technique in the colour of its worst cell.
public final class CoverageLayer {
  private CoverageLayer() {}

  public static ObjectNode of(Coverage coverage, ReleaseIndex release) {
    List<Mark> marks =
        coverage.rows().stream()
            .map(row ->
                new Mark(
                    row.technique().id(),
                    colour(row.grade()),
                    Math.round(row.residual() * 1000) / 1000.0,
                    comment(row)))
            .toList();
    SequencedMap<String, String> legend = new LinkedHashMap<>();
    for (Grade grade : Grade.values()) {
      legend.put(colour(grade), grade.word());
    }
    String name = "Coverage of " + coverage.register().derived().map().name();
    return NavigatorLayer.marked(release, name, marks, legend);
  }

  private static String comment(Row row) {
    if (row.cells().isEmpty()) {
      return row.absent();
    }
    return row.cells().stream()
        .map(cell ->
            cell.component() + ": " + cell.grade().word() + " (" + cell.state().because() + ")")
        .collect(Collectors.joining("\n"));
  }

  /// Dark enough apart for people who see few colours; the words stand in the comments too.
  public static String colour(Grade grade) {
    return switch (grade) {
      case NOT_APPLICABLE -> "#ECEFF1";
      case UNDETERMINED -> "#B39DDB";
      case FAILED -> "#B71C1C";
      case GAP -> "#E57373";
      case WATCHED -> "#FFB74D";
      case DECAYED -> "#FFE082";
      case CLAIMED -> "#FFF9C4";
      case EVIDENCED -> "#A5D6A7";
      case PROVEN -> "#2E7D32";
    };
  }
}
