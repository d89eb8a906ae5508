package io.sextant.sigma.pipeline;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Looks fields up in JSON: a flat key with dots wins over nesting, an array stands for the values
/// in its elements.
public final class Paths {
  private Paths() {}

  public static Optional<JsonNode> find(ObjectNode object, String name) {
    JsonNode flat = object.get(name);
    if (flat != null) {
      return Optional.of(flat);
    }
    int dot = name.indexOf('.');
    while (dot >= 0) {
      JsonNode outer = object.get(name.substring(0, dot));
      if (outer != null) {
        Optional<JsonNode> inner = inside(outer, name.substring(dot + 1));
        if (inner.isPresent()) {
          return inner;
        }
      }
      dot = name.indexOf('.', dot + 1);
    }
    return Optional.empty();
  }

  private static Optional<JsonNode> inside(JsonNode outer, String rest) {
    if (outer instanceof ObjectNode object) {
      return find(object, rest);
    }
    if (!outer.isArray()) {
      return Optional.empty();
    }
    ArrayNode values = JsonNodeFactory.instance.arrayNode();
    for (JsonNode element : outer) {
      inside(element, rest).ifPresent(values::add);
    }
    return values.isEmpty() ? Optional.empty() : Optional.of(values);
  }
}
