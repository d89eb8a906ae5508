package io.sextant.core.system.discovery;

import io.sextant.core.system.Component;
import io.sextant.core.system.ComponentKind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// A component that something speaks for.
///
/// @param properties facts that the clues show
public record Proposal(
    String id,
    String name,
    ComponentKind kind,
    Component.Telemetry telemetry,
    SequencedMap<String, String> properties,
    List<Clue> clues) {
  public Proposal {
    properties = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(properties));
    clues = List.copyOf(clues);
  }
}
