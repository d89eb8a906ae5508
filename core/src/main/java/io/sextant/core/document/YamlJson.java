package io.sextant.core.document;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A document of YAML as JSON: bodies of requests and events written in tests.
public final class YamlJson {
  private YamlJson() {}

  /// The values as YAML's core schema reads them; what has no counterpart in JSON stays a text.
  public static JsonNode of(Tree tree) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (tree) {
      case Tree.Mapping mapping -> {
        ObjectNode object = nodes.objectNode();
        mapping.fields().forEach(entry -> object.set(entry.key(), of(entry.value())));
        yield object;
      }
      case Tree.Sequence sequence -> {
        ArrayNode array = nodes.arrayNode();
        sequence.items().forEach(item -> array.add(of(item)));
        yield array;
      }
      case Tree.Scalar scalar -> scalar(scalar);
    };
  }

  private static JsonNode scalar(Tree.Scalar scalar) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    String written = scalar.written();
    if (!scalar.plain()) {
      return nodes.stringNode(written);
    }
    return switch (written) {
      case "", "null", "~" -> nodes.nullNode();
      case "true" -> nodes.booleanNode(true);
      case "false" -> nodes.booleanNode(false);
      default ->
          written.matches("-?(0|[1-9][0-9]{0,17})")
              ? nodes.numberNode(Long.parseLong(written))
              : written.matches("-?[0-9]{1,17}\\.[0-9]{1,17}")
                  ? nodes.numberNode(new java.math.BigDecimal(written))
                  : nodes.stringNode(written);
    };
  }
}
