package io.sextant.cli.model;

import io.sextant.cli.Json;
import io.sextant.core.system.Boundary;
import io.sextant.core.system.Component;
import io.sextant.core.system.ComponentId;
import io.sextant.core.system.Flow;
import io.sextant.core.system.SystemMap;
import io.sextant.core.threat.Level;
import java.util.Comparator;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A system map as the nodes and edges of a graph, for tools that lay it out themselves.
final class DiagramJson {
  private DiagramJson() {}

  /// @param counts how many threats of which level components have; empty when they are not shown
  static ObjectNode of(SystemMap map, Map<ComponentId, Map<Level, Long>> counts) {
    ObjectNode document = Json.object();
    document.put("system", map.id().value()).put("name", map.name());
    ArrayNode boundaries = document.putArray("boundaries");
    map.boundaries().forEach(each -> boundary(each, boundaries.addObject()));
    ArrayNode components = document.putArray("components");
    for (Component each : map.components()) {
      ObjectNode node = components.addObject();
      component(each, node);
      if (!counts.isEmpty()) {
        threats(counts.getOrDefault(each.id(), Map.of()), node.putObject("threats"));
      }
    }
    ArrayNode flows = document.putArray("flows");
    map.flows().forEach(each -> flow(each, flows.addObject()));
    return document;
  }

  private static void boundary(Boundary boundary, ObjectNode node) {
    node.put("id", boundary.id().value()).put("name", boundary.name());
    boundary.trust().ifPresent(it -> node.put("trust", it));
    boundary.parent().ifPresent(it -> node.put("within", it.value()));
  }

  private static void component(Component component, ObjectNode node) {
    node.put("id", component.id().value()).put("name", component.name());
    ArrayNode kinds = node.putArray("kinds");
    component.kinds().forEach(it -> kinds.add(it.word()));
    component.boundary().ifPresent(it -> node.put("within", it.value()));
    component.parent().ifPresent(it -> node.put("partOf", it.value()));
    component.owner().ifPresent(it -> node.put("owner", it));
  }

  private static void threats(Map<Level, Long> counts, ObjectNode node) {
    counts.entrySet().stream()
        .sorted(Comparator.comparing((Map.Entry<Level, Long> it) -> it.getKey()).reversed())
        .forEach(it -> node.put(it.getKey().word(), it.getValue()));
  }

  private static void flow(Flow flow, ObjectNode node) {
    node.put("id", flow.id().value()).put("name", flow.name());
    node.put("from", flow.from().value()).put("to", flow.to().value());
    node.put("bothWays", flow.bothWays());
    ArrayNode assets = node.putArray("assets");
    flow.assets().forEach(it -> assets.add(it.value()));
  }
}
