package io.sextant.core.system.trust;

import io.sextant.core.system.Asset;
import io.sextant.core.system.AssetId;
import io.sextant.core.system.Boundary;
import io.sextant.core.system.BoundaryId;
import io.sextant.core.system.Component;
import io.sextant.core.system.ComponentId;
import io.sextant.core.system.ComponentKind;
import io.sextant.core.system.Flow;
import io.sextant.core.system.SystemMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A map with its questions answered beforehand: who stands beside whom, what data comes from and
/// goes where. Immutable.
///
/// A part that has no flow of its own shares those of the whole it is a part of.
public final class MapGraph {
  private final SystemMap map;
  private final Map<ComponentId, Component> components = new LinkedHashMap<>();
  private final Map<AssetId, Asset> assets = new HashMap<>();
  private final Map<BoundaryId, Boundary> boundaries = new HashMap<>();
  private final Map<ComponentId, List<Edge>> outgoing = new HashMap<>();
  private final Map<ComponentId, List<Edge>> incoming = new HashMap<>();
  private final Map<ComponentId, Set<ComponentId>> beside = new HashMap<>();
  private final Map<ComponentId, List<ComponentId>> parts = new HashMap<>();

  /// One direction of a flow.
  ///
  /// @param flow empty between a whole and a part of it
  public record Edge(ComponentId from, ComponentId to, Optional<Flow> flow) {}

  public MapGraph(SystemMap map) {
    this.map = map;
    map.components().forEach(each -> components.put(each.id(), each));
    map.assets().forEach(each -> assets.put(each.id(), each));
    map.boundaries().forEach(each -> boundaries.put(each.id(), each));
    for (Flow flow : map.flows()) {
      join(new Edge(flow.from(), flow.to(), Optional.of(flow)));
      if (flow.bothWays()) {
        join(new Edge(flow.to(), flow.from(), Optional.of(flow)));
      }
    }
    Set<ComponentId> drawn = new HashSet<>(outgoing.keySet());
    drawn.addAll(incoming.keySet());
    for (Component part : map.components()) {
      part.parent()
          .ifPresent(whole -> {
            stand(part.id(), whole);
            parts.computeIfAbsent(whole, _ -> new ArrayList<>()).add(part.id());
            if (!drawn.contains(part.id())) {
              join(new Edge(whole, part.id(), Optional.empty()));
              join(new Edge(part.id(), whole, Optional.empty()));
            }
          });
    }
  }

  public SystemMap map() {
    return map;
  }

  public Collection<Component> components() {
    return components.values();
  }

  /// @throws IllegalArgumentException when the map has no such component
  public Component component(ComponentId id) {
    Component found = components.get(id);
    if (found == null) {
      throw new IllegalArgumentException("no component " + id);
    }
    return found;
  }

  public Optional<Asset> asset(AssetId id) {
    return Optional.ofNullable(assets.get(id));
  }

  public List<Edge> outgoing(ComponentId id) {
    return outgoing.getOrDefault(id, List.of());
  }

  public List<Edge> incoming(ComponentId id) {
    return incoming.getOrDefault(id, List.of());
  }

  /// Those it exchanges data with, its whole and its parts; without itself.
  public Set<ComponentId> beside(ComponentId id) {
    return beside.getOrDefault(id, Set.of());
  }

  /// Its parts.
  public List<ComponentId> parts(ComponentId id) {
    return parts.getOrDefault(id, List.of());
  }

  /// The trust of the innermost boundary around it that states any.
  public Optional<Integer> trust(ComponentId id) {
    Optional<Boundary> around = component(id).boundary().map(boundaries::get);
    while (around.isPresent() && around.get().trust().isEmpty()) {
      around = around.get().parent().map(boundaries::get);
    }
    return around.flatMap(Boundary::trust);
  }

  /// Everything that data of a kind of component may come to, along any number of flows.
  public Set<ComponentId> downstreamOf(ComponentKind kind) {
    return spread(kind, outgoing);
  }

  /// Everything whose data may come to a kind of component.
  public Set<ComponentId> upstreamOf(ComponentKind kind) {
    return spread(kind, incoming);
  }

  private Set<ComponentId> spread(ComponentKind kind, Map<ComponentId, List<Edge>> edges) {
    Set<ComponentId> found = new LinkedHashSet<>();
    Deque<ComponentId> open = new ArrayDeque<>();
    components.values().stream()
        .filter(each -> each.kinds().contains(kind))
        .forEach(each -> open.add(each.id()));
    while (!open.isEmpty()) {
      ComponentId from = open.remove();
      for (Edge edge : edges.getOrDefault(from, List.of())) {
        ComponentId next = edge.from().equals(from) ? edge.to() : edge.from();
        if (found.add(next)) {
          open.add(next);
        }
      }
    }
    return found;
  }

  private void join(Edge edge) {
    if (edge.from().equals(edge.to())) {
      return;
    }
    outgoing.computeIfAbsent(edge.from(), _ -> new ArrayList<>()).add(edge);
    incoming.computeIfAbsent(edge.to(), _ -> new ArrayList<>()).add(edge);
    stand(edge.from(), edge.to());
  }

  private void stand(ComponentId one, ComponentId other) {
    beside.computeIfAbsent(one, _ -> new LinkedHashSet<>()).add(other);
    beside.computeIfAbsent(other, _ -> new LinkedHashSet<>()).add(one);
  }
}
