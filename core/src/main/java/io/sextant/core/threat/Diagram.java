package io.sextant.core.threat;

import io.sextant.core.system.Boundary;
import io.sextant.core.system.BoundaryId;
import io.sextant.core.system.Component;
import io.sextant.core.system.ComponentId;
import io.sextant.core.system.ComponentKind;
import io.sextant.core.system.Flow;
import io.sextant.core.system.SystemMap;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Writes maps as text that Mermaid or Graphviz lays out. Nodes are numbered in the order of the
/// map, so that no name of the map becomes syntax.
public final class Diagram {
  private final SystemMap map;
  private final Map<ComponentId, Map<Level, Long>> counts;
  private final Map<ComponentId, String> nodes = new LinkedHashMap<>();
  private final Map<Optional<BoundaryId>, List<Component>> inside;
  private final Map<Optional<BoundaryId>, List<Boundary>> nested;
  private final StringBuilder text = new StringBuilder();

  private Diagram(SystemMap map, Map<ComponentId, Map<Level, Long>> counts) {
    this.map = map;
    this.counts = counts;
    map.components().forEach(each -> nodes.put(each.id(), "n" + nodes.size()));
    inside = map.components().stream().collect(Collectors.groupingBy(Component::boundary));
    nested = map.boundaries().stream().collect(Collectors.groupingBy(Boundary::parent));
  }

  /// How many threats of which level each component has.
  public static Map<ComponentId, Map<Level, Long>> counts(Derived derived) {
    Map<ComponentId, Map<Level, Long>> counts = new HashMap<>();
    derived
        .threats()
        .forEach(each ->
            counts
                .computeIfAbsent(each.component().id(), _ -> new EnumMap<>(Level.class))
                .merge(each.rating().level(), 1L, Long::sum));
    return counts;
  }

  /// A flowchart of Mermaid.
  public static String mermaid(SystemMap map, Map<ComponentId, Map<Level, Long>> counts) {
    Diagram diagram = new Diagram(map, counts);
    diagram.text.append("flowchart LR\n");
    diagram.mermaid(Optional.empty(), "  ");
    for (Flow flow : map.flows()) {
      diagram.line(
          "  %s %s %s"
              .formatted(
                  diagram.node(flow.from()),
                  flow.bothWays() ? "<-->" : "-->",
                  diagram.node(flow.to())));
    }
    diagram.line("  classDef high stroke:#b00020,stroke-width:3px");
    diagram.line("  classDef medium stroke:#b36b00,stroke-width:2px");
    counts.keySet().stream()
        .sorted((a, b) -> a.value().compareTo(b.value()))
        .forEach(id ->
            diagram
                .worst(id)
                .ifPresent(level ->
                    diagram.line("  class %s %s".formatted(diagram.node(id), level.word()))));
    return diagram.text.toString();
  }

  /// A graph of Graphviz.
  public static String dot(SystemMap map, Map<ComponentId, Map<Level, Long>> counts) {
    Diagram diagram = new Diagram(map, counts);
    diagram.line("digraph \"%s\" {".formatted(diagram.quoted(map.name())));
    diagram.line("  rankdir=LR; node [shape=box, fontname=\"sans-serif\"];");
    diagram.dot(Optional.empty(), "  ");
    for (Flow flow : map.flows()) {
      diagram.line(
          "  %s -> %s%s;"
              .formatted(
                  diagram.node(flow.from()),
                  diagram.node(flow.to()),
                  flow.bothWays() ? " [dir=both]" : ""));
    }
    diagram.line("}");
    return diagram.text.toString();
  }

  private void mermaid(Optional<BoundaryId> around, String indent) {
    inside
        .getOrDefault(around, List.of())
        .forEach(each ->
            line(
                (indent
                        + (each.kinds().contains(ComponentKind.HUMAN)
                            ? "%s([\"%s\"])"
                            : "%s[\"%s\"]"))
                    .formatted(node(each.id()), label(each, "<br/>").replace("\"", "#quot;"))));
    for (Boundary boundary : nested.getOrDefault(around, List.of())) {
      line(
          (indent + "subgraph b%d[\"%s\"]")
              .formatted(
                  map.boundaries().indexOf(boundary), title(boundary).replace("\"", "#quot;")));
      mermaid(Optional.of(boundary.id()), indent + "  ");
      line(indent + "end");
    }
  }

  private void dot(Optional<BoundaryId> around, String indent) {
    inside
        .getOrDefault(around, List.of())
        .forEach(each ->
            line(
                (indent + "%s [label=\"%s\"%s];")
                    .formatted(
                        node(each.id()),
                        quoted(label(each, "\n")).replace("\n", "\\n"),
                        worst(each.id())
                            .filter(Level.HIGH::equals)
                            .map(_ -> ", color=\"#b00020\", penwidth=3")
                            .orElse(""))));
    for (Boundary boundary : nested.getOrDefault(around, List.of())) {
      line((indent + "subgraph cluster_%d {").formatted(map.boundaries().indexOf(boundary)));
      line((indent + "  label=\"%s\"; style=dashed;").formatted(quoted(title(boundary))));
      dot(Optional.of(boundary.id()), indent + "  ");
      line(indent + "}");
    }
  }

  private Optional<Level> worst(ComponentId id) {
    Map<Level, Long> levels = counts.getOrDefault(id, Map.of());
    return levels.keySet().stream().max(Level::compareTo).filter(each -> each != Level.LOW);
  }

  private String label(Component component, String end) {
    String kinds =
        component.kinds().stream().map(ComponentKind::word).collect(Collectors.joining(", "));
    Map<Level, Long> levels = counts.getOrDefault(component.id(), Map.of());
    String threats =
        List.of(Level.HIGH, Level.MEDIUM, Level.LOW).stream()
            .filter(levels::containsKey)
            .map(level -> levels.get(level) + " " + level.word())
            .collect(Collectors.joining(", "));
    return plain(component.name())
        + end
        + kinds
        + (threats.isEmpty() ? "" : end + "threats: " + threats);
  }

  private static String title(Boundary boundary) {
    return plain(boundary.name())
        + boundary.trust().map(trust -> " (trust " + trust + ")").orElse("");
  }

  private static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", " ").replace("<", "‹").replace(">", "›");
  }

  private String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private String node(ComponentId id) {
    return nodes.getOrDefault(id, "unknown");
  }

  private void line(String whole) {
    text.append(whole).append('\n');
  }
}
