package io.sextant.core.system.exchange;

import io.sextant.core.system.Asset;
import io.sextant.core.system.AssetId;
import io.sextant.core.system.Boundary;
import io.sextant.core.system.Component;
import io.sextant.core.system.ComponentKind;
import io.sextant.core.system.Flow;
import io.sextant.core.system.Sensitivity;
import io.sextant.core.system.SystemMap;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a map as Open Threat Model 0.2.0, in JSON. What OTM has no field for stands in
/// `attributes`. Equal maps give equal text.
final class OtmExport {
  /// OTM wants a trust rating and a confidentiality for everything: for what is not known, the
  /// middle.
  private static final int UNKNOWN = 50;

  /// OTM wants a trust zone around every component.
  private static final String NO_ZONE = "unknown-zone";

  private OtmExport() {}

  static Exported write(SystemMap map) {
    JsonMapper mapper = new JsonMapper();
    ObjectNode top = mapper.createObjectNode();
    top.put("otmVersion", "0.2.0");
    ObjectNode project =
        top.putObject("project").put("name", map.name()).put("id", map.id().value());
    project.put("description", map.description());
    map.owner().ifPresent(owner -> project.put("owner", owner));
    ArrayNode assets = top.putArray("assets");
    map.assets().forEach(asset -> asset(assets.addObject(), asset));
    ArrayNode zones = top.putArray("trustZones");
    map.boundaries().forEach(boundary -> zone(zones.addObject(), boundary));
    if (map.components().stream()
        .anyMatch(each -> each.boundary().isEmpty() && each.parent().isEmpty())) {
      zones
          .addObject()
          .put("id", NO_ZONE)
          .put("name", "Not known")
          .put("type", NO_ZONE)
          .putObject("risk")
          .put("trustRating", UNKNOWN);
    }
    ArrayNode components = top.putArray("components");
    map.components().forEach(component -> component(components.addObject(), component));
    ArrayNode flows = top.putArray("dataflows");
    map.flows().forEach(flow -> flow(flows.addObject(), flow));
    Lost lost = new Lost();
    lost.components(map, true);
    return new Exported(
        mapper.writerWithDefaultPrettyPrinter().writeValueAsString(top) + "\n", lost.all());
  }

  private static void asset(ObjectNode node, Asset asset) {
    node.put("id", asset.id().value())
        .put("name", asset.name())
        .put("description", asset.description());
    node.putObject("risk")
        .put("confidentiality", confidentiality(asset.sensitivity()))
        .put("integrity", UNKNOWN)
        .put("availability", UNKNOWN)
        .put("comment", "sensitivity: " + asset.sensitivity().word());
  }

  private static int confidentiality(Sensitivity sensitivity) {
    return switch (sensitivity) {
      case PUBLIC -> 0;
      case INTERNAL -> 30;
      case UNKNOWN -> UNKNOWN;
      case CONFIDENTIAL -> 70;
      case RESTRICTED -> 100;
    };
  }

  private static void zone(ObjectNode node, Boundary boundary) {
    node.put("id", boundary.id().value())
        .put("name", boundary.name())
        .put("type", boundary.id().value())
        .put("description", boundary.description());
    node.putObject("risk").put("trustRating", boundary.trust().orElse(UNKNOWN));
    boundary
        .parent()
        .ifPresent(parent -> node.putObject("parent").put("trustZone", parent.value()));
  }

  private static void component(ObjectNode node, Component component) {
    List<String> kinds = component.kinds().stream().map(ComponentKind::word).toList();
    node.put("id", component.id().value())
        .put("name", component.name())
        .put("type", kinds.getFirst())
        .put("description", component.description());
    ObjectNode parent = node.putObject("parent");
    component
        .parent()
        .ifPresentOrElse(
            whole -> parent.put("component", whole.value()),
            () ->
                parent.put(
                    "trustZone", component.boundary().map(Object::toString).orElse(NO_ZONE)));
    ObjectNode assets = node.putObject("assets");
    ids(assets.putArray("processed"), component.processes());
    ids(assets.putArray("stored"), component.stores());
    component.tags().forEach(node.putArray("tags")::add);
    ObjectNode attributes = node.putObject("attributes");
    attributes.put("kinds", String.join(", ", kinds)).put("exposure", component.exposure().word());
    component.owner().ifPresent(owner -> attributes.put("owner", owner));
    component.properties().forEach(attributes::put);
  }

  private static void flow(ObjectNode node, Flow flow) {
    node.put("id", flow.id().value())
        .put("name", flow.name())
        .put("description", flow.description())
        .put("source", flow.from().value())
        .put("destination", flow.to().value())
        .put("bidirectional", flow.bothWays());
    ids(node.putArray("assets"), flow.assets());
    flow.tags().forEach(node.putArray("tags")::add);
    ObjectNode attributes = node.putObject("attributes");
    flow.protocol().ifPresent(protocol -> attributes.put("protocol", protocol));
    flow.encrypted().ifPresent(encrypted -> attributes.put("encrypted", encrypted));
    flow.authenticated().ifPresent(authenticated -> attributes.put("authenticated", authenticated));
    flow.properties().forEach(attributes::put);
  }

  private static void ids(ArrayNode into, List<AssetId> assets) {
    assets.forEach(asset -> into.add(asset.value()));
  }
}
