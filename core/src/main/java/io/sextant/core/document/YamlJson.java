package io.sextant.core.document;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A document of YAML as JSON: bodies of requests and events written in tests.
public final class YamlJson {
  /// Numbers of YAML's core schema (YAML 1.2, section 10.3.2), of bounded size.
  private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,40}");

  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]{1,40}|[0-9]{1,40}(\\.[0-9]{0,40})?)([eE][-+]?[0-9]{1,3})?");

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
          INTEGER.matcher(written).matches()
              ? whole(new BigInteger(written))
              : FLOAT.matcher(written).matches()
                  ? nodes.numberNode(new BigDecimal(written))
                  : nodes.stringNode(written);
    };
  }

  private static JsonNode whole(BigInteger number) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return number.bitLength() < Long.SIZE
        ? nodes.numberNode(number.longValue())
        : nodes.numberNode(number);
  }
}
