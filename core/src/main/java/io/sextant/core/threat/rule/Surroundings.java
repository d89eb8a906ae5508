package io.sextant.core.threat.rule;

import io.sextant.core.system.Component;
import io.sextant.core.system.ComponentId;
import io.sextant.core.system.ComponentKind;
import io.sextant.core.system.SystemMap;
import io.sextant.core.system.trust.Circles;
import io.sextant.core.system.trust.Influence;
import io.sextant.core.system.trust.MapGraph;
import io.sextant.core.system.trust.Trust;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A map with everything that rules may ask about it. Computes on demand and remembers; not
/// thread-safe.
public final class Surroundings {
  private static final Set<ComponentKind> KEEPERS =
      Set.of(
          ComponentKind.MEMORY,
          ComponentKind.RETRIEVAL_INDEX,
          ComponentKind.RETRIEVAL_INGEST,
          ComponentKind.DATABASE,
          ComponentKind.EXTERNAL_DATA,
          ComponentKind.PROMPT_CONFIGURATION,
          ComponentKind.AGENT,
          ComponentKind.LLM_APPLICATION);

  private final MapGraph graph;
  private final Trust trust;
  private final Map<ComponentKind, Set<ComponentId>> downstream =
      new EnumMap<>(ComponentKind.class);
  private final Map<ComponentKind, Set<ComponentId>> upstream = new EnumMap<>(ComponentKind.class);
  private Optional<Set<ComponentId>> answering = Optional.empty();
  private Optional<Set<ComponentId>> writing = Optional.empty();

  public Surroundings(SystemMap map) {
    this.graph = new MapGraph(map);
    this.trust = Trust.of(graph);
  }

  public MapGraph graph() {
    return graph;
  }

  public Trust trust() {
    return trust;
  }

  boolean downstreamOf(ComponentKind kind, ComponentId id) {
    return downstream.computeIfAbsent(kind, graph::downstreamOf).contains(id);
  }

  boolean upstreamOf(ComponentKind kind, ComponentId id) {
    return upstream.computeIfAbsent(kind, graph::upstreamOf).contains(id);
  }

  /// Whether what a component gives out may come to somebody outside.
  boolean answersOutsiders(ComponentId id) {
    if (answering.isEmpty()) {
      answering = Optional.of(answering());
    }
    return answering.get().contains(id);
  }

  /// Whether what it writes may come back to it, or to another like it, as content.
  boolean writesBack(ComponentId id) {
    if (writing.isEmpty()) {
      writing = Optional.of(writing());
    }
    return writing.get().contains(id);
  }

  /// Whether an influence begins at a component because outsiders reach it directly.
  boolean meetsOutsiders(Component component) {
    return trust
        .path(component.id(), Influence.OUTSIDER)
        .filter(path -> path.length() <= 2)
        .isPresent();
  }

  private Set<ComponentId> answering() {
    Set<ComponentId> found = new HashSet<>();
    Deque<ComponentId> open = new ArrayDeque<>();
    for (Component component : graph.components()) {
      boolean person = component.kinds().contains(ComponentKind.HUMAN);
      boolean source =
          trust
              .path(component.id(), Influence.OUTSIDER)
              .filter(path -> path.length() == 1)
              .isPresent();
      if (source && !component.kinds().contains(ComponentKind.SENSOR)) {
        open.add(component.id());
        if (!person) {
          found.add(component.id());
        }
      }
    }
    while (!open.isEmpty()) {
      for (MapGraph.Edge edge : graph.incoming(open.remove())) {
        if (found.add(edge.from())) {
          open.add(edge.from());
        }
      }
    }
    return found;
  }

  /// Those that lie on a circle of flows with something else that keeps what it is told.
  private Set<ComponentId> writing() {
    Map<ComponentId, Integer> circles = Circles.of(graph);
    Map<Integer, Integer> keepers = new HashMap<>();
    circles.forEach((id, circle) -> keepers.merge(circle, keeper(id) ? 1 : 0, Integer::sum));
    Set<ComponentId> found = new HashSet<>();
    circles.forEach((id, circle) -> {
      if (keepers.getOrDefault(circle, 0) > (keeper(id) ? 1 : 0)) {
        found.add(id);
      }
    });
    return found;
  }

  private boolean keeper(ComponentId id) {
    return graph.component(id).kinds().stream().anyMatch(KEEPERS::contains);
  }
}
