package io.sextant.core.coverage;

import io.sextant.core.system.ComponentId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What would see a technique on a component.
///
/// @param through the component whose telemetry is named in the map: itself, its whole or a
///   neighbour
public record Watch(Extent extent, List<Detection> detections, Optional<ComponentId> through) {
  public static final Watch NOTHING = new Watch(Extent.NONE, List.of(), Optional.empty());

  public Watch {
    detections = List.copyOf(detections);
  }

  /// From no rule to a finding.
  public enum Extent {
    /// No rule looks for it.
    NONE,
    /// Rules look for it, and the map names no telemetry that they could see it in.
    RULE,
    /// Rules look for it in telemetry that the map names.
    LISTENING,
    /// A rule has found it here.
    SEEN;

    /// Whether it would be seen.
    public boolean sees() {
      return this == LISTENING || this == SEEN;
    }

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  String because() {
    String rules =
        detections.size() == 1
            ? "the rule '" + detections.getFirst().title() + "'"
            : detections.size() + " rules";
    return switch (extent) {
      case NONE -> "no rule looks for it";
      case RULE -> rules + " would, if the map named its telemetry";
      case LISTENING -> rules + " look" + (detections.size() == 1 ? "s" : "") + " at " + where();
      case SEEN ->
          detections.stream().mapToLong(Detection::findings).sum() + " findings at " + where();
    };
  }

  private String where() {
    return through.map(ComponentId::value).orElse("it");
  }
}
