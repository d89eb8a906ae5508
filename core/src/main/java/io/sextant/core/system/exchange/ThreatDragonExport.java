package io.sextant.core.system.exchange;

import io.sextant.core.system.Boundary;
import io.sextant.core.system.BoundaryId;
import io.sextant.core.system.Component;
import io.sextant.core.system.ComponentId;
import io.sextant.core.system.ComponentKind;
import io.sextant.core.system.Flow;
import io.sextant.core.system.SystemMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a map as a diagram of OWASP Threat Dragon 2. Boundaries become boxes, laid out so that
/// everything lies in the box of its boundary; the kinds stand in the last line of a description.
final class ThreatDragonExport {
  private static final String VERSION = "2.3.0";
  private static final int WIDTH = 160;
  private static final int HEIGHT = 80;
  private static final int GAP = 60;
  private static final int MARGIN = 50;
  private static final int ROW = 4;

  private static final Set<ComponentKind> ACTORS =
      Set.of(ComponentKind.HUMAN, ComponentKind.CLIENT, ComponentKind.HUB, ComponentKind.SENSOR);
  private static final Set<ComponentKind> STORES =
      Set.of(
          ComponentKind.DATABASE,
          ComponentKind.MEMORY,
          ComponentKind.RETRIEVAL_INDEX,
          ComponentKind.TRAINING_DATA,
          ComponentKind.EXTERNAL_DATA,
          ComponentKind.FEATURE_STORE,
          ComponentKind.MODEL_REGISTRY,
          ComponentKind.CONTAINER_REGISTRY,
          ComponentKind.PROMPT_CONFIGURATION,
          ComponentKind.QUEUE);

  private final ArrayNode cells;
  private final Map<Optional<BoundaryId>, List<Component>> inside = new LinkedHashMap<>();
  private final Map<Optional<BoundaryId>, List<Boundary>> nested = new LinkedHashMap<>();

  private ThreatDragonExport(SystemMap map, ArrayNode cells) {
    this.cells = cells;
    Map<ComponentId, Component> byId =
        map.components().stream().collect(Collectors.toMap(Component::id, each -> each));
    for (Component each : map.components()) {
      inside.computeIfAbsent(boundary(each, byId), _ -> new ArrayList<>()).add(each);
    }
    map.boundaries()
        .forEach(each -> nested.computeIfAbsent(each.parent(), _ -> new ArrayList<>()).add(each));
  }

  /// A part lies where its whole does when it names no boundary itself.
  private static Optional<BoundaryId> boundary(
      Component component, Map<ComponentId, Component> byId) {
    return component
        .boundary()
        .or(() ->
            component
                .parent()
                .flatMap(each -> Optional.ofNullable(byId.get(each)))
                .flatMap(each -> boundary(each, byId)));
  }

  static Exported write(SystemMap map) {
    JsonMapper mapper = new JsonMapper();
    ObjectNode top = mapper.createObjectNode();
    top.put("version", VERSION);
    top.putObject("summary")
        .put("title", map.name())
        .put("owner", map.owner().orElse(""))
        .put("description", map.description())
        .put("id", 0);
    ObjectNode detail = top.putObject("detail");
    detail.putArray("contributors");
    ObjectNode diagram =
        detail
            .putArray("diagrams")
            .addObject()
            .put("id", 0)
            .put("title", map.name())
            .put("diagramType", "STRIDE")
            .put("placeholder", "")
            .put("thumbnail", "./public/content/images/thumbnail.stride.jpg")
            .put("version", VERSION);
    ThreatDragonExport export = new ThreatDragonExport(map, diagram.putArray("cells"));
    export.place(Optional.empty(), MARGIN, MARGIN);
    map.flows().forEach(export::flow);
    detail.put("diagramTop", 1).put("reviewer", "").put("threatTop", 0);
    return new Exported(
        mapper.writerWithDefaultPrettyPrinter().writeValueAsString(top) + "\n", left(map));
  }

  private static List<ImportReport.Left> left(SystemMap map) {
    Lost lost = new Lost();
    lost.count("assets", map.assets().size(), "a diagram has no assets");
    lost.count(
        "trust of boundaries",
        map.boundaries().stream().filter(each -> each.trust().isPresent()).count(),
        "a box has no trust");
    lost.components(map, false);
    return lost.all();
  }

  /// Places what lies directly in a boundary: components in rows, boxes below.
  ///
  /// @return how wide and high it became
  private int[] place(Optional<BoundaryId> boundary, int x, int y) {
    List<Component> own = inside.getOrDefault(boundary, List.of());
    int width = 0;
    for (int i = 0; i < own.size(); i++) {
      int column = i % ROW;
      node(own.get(i), x + column * (WIDTH + GAP), y + i / ROW * (HEIGHT + GAP));
      width = Math.max(width, column * (WIDTH + GAP) + WIDTH);
    }
    int height = (own.size() + ROW - 1) / ROW * (HEIGHT + GAP);
    for (Boundary box : nested.getOrDefault(boundary, List.of())) {
      ObjectNode cell = cells.addObject();
      int[] size = place(Optional.of(box.id()), x + MARGIN, y + height + MARGIN);
      int boxWidth = Math.max(size[0], WIDTH) + 2 * MARGIN;
      int boxHeight = Math.max(size[1], HEIGHT) + 2 * MARGIN;
      box(cell, box, x, y + height, boxWidth, boxHeight);
      width = Math.max(width, boxWidth);
      height += boxHeight + GAP;
    }
    return new int[] {width, height};
  }

  private static void frame(ObjectNode cell, int x, int y, int width, int height) {
    cell.putObject("position").put("x", x).put("y", y);
    cell.putObject("size").put("width", width).put("height", height);
    cell.put("visible", true);
  }

  private static void box(ObjectNode cell, Boundary box, int x, int y, int width, int height) {
    frame(cell, x, y, width, height);
    cell.put("shape", "trust-boundary-box").put("zIndex", -1).put("id", box.id().value());
    cell.putObject("data")
        .put("type", "tm.BoundaryBox")
        .put("name", box.name())
        .put("description", box.description())
        .put("isTrustBoundary", true)
        .put("hasOpenThreats", false);
  }

  private void node(Component component, int x, int y) {
    ObjectNode cell = cells.addObject();
    frame(cell, x, y, WIDTH, HEIGHT);
    cell.putObject("attrs").putObject("text").put("text", component.name());
    String shape = shape(component);
    cell.put("shape", shape).put("zIndex", 1).put("id", component.id().value());
    ObjectNode data =
        cell.putObject("data")
            .put("type", "tm." + Character.toUpperCase(shape.charAt(0)) + shape.substring(1))
            .put("name", component.name())
            .put("description", KindLine.append(component.description(), component.kinds()))
            .put("outOfScope", false)
            .put("reasonOutOfScope", "")
            .put("hasOpenThreats", false);
    data.putArray("threats");
  }

  private static String shape(Component component) {
    if (component.kinds().stream().anyMatch(ACTORS::contains)) {
      return "actor";
    }
    return component.kinds().stream().anyMatch(STORES::contains) ? "store" : "process";
  }

  private void flow(Flow flow) {
    ObjectNode cell = cells.addObject();
    cell.put("shape", "flow").put("zIndex", 10).put("id", flow.id().value());
    cell.putArray("labels").add(flow.name());
    cell.putObject("source").put("cell", flow.from().value());
    cell.putObject("target").put("cell", flow.to().value());
    cell.putArray("vertices");
    ObjectNode data =
        cell.putObject("data")
            .put("type", "tm.Flow")
            .put("name", flow.name())
            .put("description", flow.description())
            .put("outOfScope", false)
            .put("isBidirectional", flow.bothWays())
            .put("hasOpenThreats", false);
    flow.encrypted().ifPresent(each -> data.put("isEncrypted", each));
    flow.protocol().ifPresent(each -> data.put("protocol", each));
    data.putArray("threats");
  }
}
