package io.sextant.core.system.exchange;

import io.sextant.core.system.Asset;
import io.sextant.core.system.AssetId;
import io.sextant.core.system.Component;
import io.sextant.core.system.ComponentKind;
import io.sextant.core.system.Exposure;
import io.sextant.core.system.Flow;
import io.sextant.core.system.SystemMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a map as a CycloneDX 1.6 BOM: models and data as components, everything else as services,
/// flows as dependencies. Kinds and facts stand in properties named `sextant:…`.
final class CycloneDxExport {
  static final String KIND = "sextant:kind";
  static final String EXPOSURE = "sextant:exposure";
  static final String FACT = "sextant:fact:";

  private static final Set<ComponentKind> MODELS =
      Set.of(
          ComponentKind.PREDICTIVE_MODEL,
          ComponentKind.GENERATIVE_MODEL,
          ComponentKind.EMBEDDING_MODEL,
          ComponentKind.EDGE_MODEL);
  private static final Set<ComponentKind> DATA =
      Set.of(ComponentKind.TRAINING_DATA, ComponentKind.EXTERNAL_DATA);

  private CycloneDxExport() {}

  static Exported write(SystemMap map) {
    JsonMapper mapper = new JsonMapper();
    ObjectNode top = mapper.createObjectNode();
    top.put("bomFormat", "CycloneDX").put("specVersion", "1.6").put("version", 1);
    ObjectNode metadata = top.putObject("metadata");
    map.owner().ifPresent(owner -> metadata.putObject("supplier").put("name", owner));
    metadata
        .putObject("component")
        .put("type", "application")
        .put("bom-ref", "system-" + map.id())
        .put("name", map.name())
        .put("description", map.description());
    ArrayNode components = top.putArray("components");
    ArrayNode services = top.putArray("services");
    for (Component component : map.components()) {
      if (isComponent(component)) {
        component(components.addObject(), component, map);
      } else {
        service(services.addObject(), component, map);
      }
    }
    ArrayNode dependencies = top.putArray("dependencies");
    uses(map)
        .forEach((from, targets) -> {
          ObjectNode node = dependencies.addObject().put("ref", from);
          targets.forEach(node.putArray("dependsOn")::add);
        });
    return new Exported(
        mapper.writerWithDefaultPrettyPrinter().writeValueAsString(top) + "\n", left(map));
  }

  private static boolean isComponent(Component component) {
    return component.kinds().stream().anyMatch(MODELS::contains)
        || component.kinds().stream().anyMatch(DATA::contains);
  }

  private static void component(ObjectNode node, Component component, SystemMap map) {
    boolean model = component.kinds().stream().anyMatch(MODELS::contains);
    node.put("type", model ? "machine-learning-model" : "data")
        .put("bom-ref", component.id().value())
        .put("name", component.name())
        .put("description", component.description());
    component.owner().ifPresent(owner -> node.putObject("manufacturer").put("name", owner));
    if (model) {
      ObjectNode parameters = node.putObject("modelCard").putObject("modelParameters");
      String task = component.properties().get("task");
      if (task != null) {
        parameters.put("task", task);
      }
    } else {
      ArrayNode data = node.putArray("data");
      assets(component.stores(), map)
          .forEach(asset ->
              data.addObject()
                  .put("type", "dataset")
                  .put("name", asset.name())
                  .put("classification", asset.sensitivity().word()));
    }
    properties(node, component);
  }

  private static void service(ObjectNode node, Component component, SystemMap map) {
    node.put("bom-ref", component.id().value())
        .put("name", component.name())
        .put("description", component.description());
    component.owner().ifPresent(owner -> node.putObject("provider").put("name", owner));
    component.boundary().ifPresent(zone -> node.put("trustZone", zone.value()));
    SequencedSet<AssetId> handled = new LinkedHashSet<>(component.stores());
    handled.addAll(component.processes());
    ArrayNode data = node.putArray("data");
    assets(List.copyOf(handled), map)
        .forEach(asset ->
            data.addObject()
                .put("flow", "unknown")
                .put("classification", asset.sensitivity().word())
                .put("name", asset.name()));
    properties(node, component);
  }

  private static List<Asset> assets(List<AssetId> ids, SystemMap map) {
    return map.assets().stream().filter(each -> ids.contains(each.id())).toList();
  }

  private static void properties(ObjectNode node, Component component) {
    ArrayNode properties = node.putArray("properties");
    properties
        .addObject()
        .put("name", KIND)
        .put(
            "value",
            component.kinds().stream()
                .map(ComponentKind::word)
                .sorted()
                .collect(Collectors.joining(", ")));
    if (component.exposure() != Exposure.UNKNOWN) {
      properties.addObject().put("name", EXPOSURE).put("value", component.exposure().word());
    }
    component
        .properties()
        .forEach(
            (name, value) -> properties.addObject().put("name", FACT + name).put("value", value));
  }

  private static Map<String, SequencedSet<String>> uses(SystemMap map) {
    Map<String, SequencedSet<String>> uses = new LinkedHashMap<>();
    for (Flow flow : map.flows()) {
      uses.computeIfAbsent(flow.from().value(), _ -> new LinkedHashSet<>()).add(flow.to().value());
    }
    return uses;
  }

  private static List<ImportReport.Left> left(SystemMap map) {
    Lost lost = new Lost();
    lost.count(
        "boundaries of models and data",
        map.components().stream()
            .filter(each -> isComponent(each) && each.boundary().isPresent())
            .count(),
        "only services have a trust zone");
    lost.count(
        "boundaries' names, trust and nesting", map.boundaries().size(), "a trust zone is a word");
    lost.count(
        "what flows say beyond their ends",
        map.flows().size(),
        "a dependency says that one uses the other");
    lost.components(map, true);
    return lost.all();
  }
}
