package io.sextant.gateway.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.gateway.protocol.Json;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// SHA-256 of contents. Of a document it is over its bytes; of a record over a form that does not
/// depend on how it was written: keys sorted, no white space, numbers in decimal without exponent
/// and trailing zeros (the idea of RFC 8785, but integers keep every digit).
final class Digests {
  private Digests() {}

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }

  static byte[] of(byte[] bytes) {
    return sha256().digest(bytes);
  }

  static byte[] of(JsonNode value) {
    StringBuilder text = new StringBuilder();
    write(value, text);
    return of(text.toString().getBytes(UTF_8));
  }

  static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }

  private static void write(JsonNode value, StringBuilder to) {
    if (value instanceof ObjectNode object) {
      TreeMap<String, JsonNode> sorted = new TreeMap<>();
      object.properties().forEach(it -> sorted.put(it.getKey(), it.getValue()));
      char next = '{';
      for (var entry : sorted.entrySet()) {
        to.append(next).append(quoted(entry.getKey())).append(':');
        write(entry.getValue(), to);
        next = ',';
      }
      to.append(next == '{' ? "{}" : "}");
    } else if (value.isArray()) {
      char next = '[';
      for (JsonNode item : value) {
        to.append(next);
        write(item, to);
        next = ',';
      }
      to.append(next == '[' ? "[]" : "]");
    } else if (value.isNumber()) {
      BigDecimal number = value.decimalValue();
      to.append(
          number.signum() == 0
              ? "0"
              : number.scale() > -1_000 && number.scale() < 1_000
                  ? number.stripTrailingZeros().toPlainString()
                  : number.stripTrailingZeros().toString());
    } else {
      to.append(value.isString() ? quoted(value.stringValue()) : value.toString());
    }
  }

  private static String quoted(String text) {
    return new String(
        Json.bytes(tools.jackson.databind.node.JsonNodeFactory.instance.stringNode(text)), UTF_8);
  }
}
