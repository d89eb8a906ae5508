package io.sextant.core.system;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/// Writes a map as [MapReader] reads it; what is unknown or empty is left out. Equal maps give
/// equal text.
public final class MapWriter {
  private static final int WIDTH = 110;

  private MapWriter() {}

  public static String write(SystemMap map) {
    DumpSettings settings =
        DumpSettings.builder().setDefaultFlowStyle(FlowStyle.AUTO).setWidth(WIDTH).build();
    return new Dump(settings).dumpToString(tree(map));
  }

  private static Map<String, Object> tree(SystemMap map) {
    Fields top = new Fields();
    top.put("sextant", MapReader.FORMAT);
    top.values.putAll(system(map));
    top.list("assets", assets(map));
    top.list("boundaries", boundaries(map));
    top.list("components", components(map));
    top.list("flows", flows(map));
    return top.values;
  }

  /// What a map says of the system as a whole.
  static Map<String, Object> system(SystemMap map) {
    Fields fields = new Fields();
    fields.put("id", map.id().value());
    fields.text("name", map.name());
    fields.text("description", map.description());
    fields.optional("owner", map.owner());
    fields.unless("stage", map.stage().word(), map.stage() == Stage.UNKNOWN);
    return fields.values;
  }

  static List<Map<String, Object>> assets(SystemMap map) {
    return map.assets().stream().map(MapWriter::asset).toList();
  }

  static List<Map<String, Object>> boundaries(SystemMap map) {
    return map.boundaries().stream().map(MapWriter::boundary).toList();
  }

  static List<Map<String, Object>> components(SystemMap map) {
    return map.components().stream().map(MapWriter::component).toList();
  }

  static List<Map<String, Object>> flows(SystemMap map) {
    return map.flows().stream().map(MapWriter::flow).toList();
  }

  private static Map<String, Object> asset(Asset asset) {
    Fields fields = named(asset.id().value(), asset.name(), asset.description());
    fields.unless(
        "sensitivity", asset.sensitivity().word(), asset.sensitivity() == Sensitivity.UNKNOWN);
    fields.optional("owner", asset.owner());
    return fields.values;
  }

  private static Map<String, Object> boundary(Boundary boundary) {
    Fields fields = named(boundary.id().value(), boundary.name(), boundary.description());
    fields.optional("trust", boundary.trust());
    fields.optional("within", boundary.parent().map(BoundaryId::value));
    return fields.values;
  }

  private static Map<String, Object> component(Component component) {
    Fields fields = named(component.id().value(), component.name(), component.description());
    List<String> kinds = component.kinds().stream().map(ComponentKind::word).toList();
    fields.list("was", component.was().stream().map(ComponentId::value).toList());
    fields.put("kind", kinds.size() == 1 ? kinds.getFirst() : kinds);
    fields.optional("within", component.boundary().map(BoundaryId::value));
    fields.optional("part-of", component.parent().map(ComponentId::value));
    fields.optional("owner", component.owner());
    fields.unless(
        "exposure", component.exposure().word(), component.exposure() == Exposure.UNKNOWN);
    fields.list("stores", component.stores().stream().map(AssetId::value).toList());
    fields.list("processes", component.processes().stream().map(AssetId::value).toList());
    if (!component.telemetry().isEmpty()) {
      Fields telemetry = new Fields();
      telemetry.list("services", component.telemetry().services());
      telemetry.list("models", component.telemetry().models());
      telemetry.list("routes", component.telemetry().routes());
      fields.put("telemetry", telemetry.values);
    }
    fields.list("tags", component.tags());
    fields.properties(component.properties());
    return fields.values;
  }

  private static Map<String, Object> flow(Flow flow) {
    Fields fields = named(flow.id().value(), flow.name(), flow.description());
    fields.put("from", flow.from().value());
    fields.put("to", flow.to().value());
    fields.unless("both-ways", true, !flow.bothWays());
    fields.list("assets", flow.assets().stream().map(AssetId::value).toList());
    fields.optional("protocol", flow.protocol());
    fields.optional("encrypted", flow.encrypted());
    fields.optional("authenticated", flow.authenticated());
    fields.list("tags", flow.tags());
    fields.properties(flow.properties());
    return fields.values;
  }

  private static Fields named(String id, String name, String description) {
    Fields fields = new Fields();
    fields.put("id", id);
    fields.unless("name", name, name.equals(id));
    fields.text("description", description);
    return fields;
  }

  /// The keys of one map, in order.
  private static final class Fields {
    private final Map<String, Object> values = new LinkedHashMap<>();

    void put(String key, Object value) {
      values.put(key, value);
    }

    void text(String key, String text) {
      unless(key, text, text.isBlank());
    }

    void unless(String key, Object value, boolean left) {
      if (!left) {
        put(key, value);
      }
    }

    void optional(String key, Optional<?> value) {
      value.ifPresent(present -> put(key, present));
    }

    void list(String key, List<?> items) {
      unless(key, new ArrayList<>(items), items.isEmpty());
    }

    void properties(Map<String, String> properties) {
      unless("properties", properties, properties.isEmpty());
    }
  }
}
