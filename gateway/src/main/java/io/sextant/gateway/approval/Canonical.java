package io.sextant.gateway.approval;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.gateway.protocol.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.ObjectNode;

/// Names what is approved, so that the same request in another spelling is the same and nothing
/// else is: keys sorted, numbers by value, no white space (the idea of RFC 8785; numbers keep every
/// digit, for a double could make two of them one).
public final class Canonical {
  private Canonical() {}

  /// SHA-256 in hexadecimal.
  ///
  /// @param subject what is asked for, such as the path of an operation or the name of a tool
  public static String digest(String subject, JsonNode arguments) {
    ObjectNode whole = Json.object().put("subject", subject);
    whole.set("arguments", canonical(arguments));
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Json.bytes(whole)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }

  /// The canonical text.
  static String text(JsonNode node) {
    return new String(Json.bytes(canonical(node)), UTF_8);
  }

  private static JsonNode canonical(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        TreeMap<String, JsonNode> sorted = new TreeMap<>();
        object.properties().forEach(it -> sorted.put(it.getKey(), canonical(it.getValue())));
        ObjectNode copy = Json.object();
        sorted.forEach(copy::set);
        yield copy;
      }
      case ArrayNode array -> {
        ArrayNode copy = Json.object().arrayNode();
        array.forEach(item -> copy.add(canonical(item)));
        yield copy;
      }
      default ->
          node.isNumber() ? DecimalNode.valueOf(node.decimalValue().stripTrailingZeros()) : node;
    };
  }
}
