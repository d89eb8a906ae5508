package io.sextant.core.telemetry;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Turns OTLP attribute values into JSON.
final class OtlpValues {
  private static final HexFormat HEX = HexFormat.of();

  private final int maxDepth;

  OtlpValues(int maxDepth) {
    this.maxDepth = maxDepth;
  }

  /// @throws BadRecord when it is nested too deeply
  JsonNode json(AnyValue value) {
    return json(value, maxDepth);
  }

  private JsonNode json(AnyValue value, int depth) {
    if (depth == 0) {
      throw new BadRecord(
          Codes.TOO_DEEP, "an attribute is nested deeper than " + maxDepth + " levels");
    }
    return switch (value.getValueCase()) {
      case STRING_VALUE -> JsonText.NODES.stringNode(value.getStringValue());
      case BOOL_VALUE -> JsonText.NODES.booleanNode(value.getBoolValue());
      case INT_VALUE -> JsonText.NODES.numberNode(value.getIntValue());
      case DOUBLE_VALUE -> number(value.getDoubleValue());
      case ARRAY_VALUE -> {
        ArrayNode list = JsonText.NODES.arrayNode(value.getArrayValue().getValuesCount());
        value.getArrayValue().getValuesList().forEach(v -> list.add(json(v, depth - 1)));
        yield list;
      }
      case KVLIST_VALUE -> {
        ObjectNode object = JsonText.NODES.objectNode();
        for (KeyValue entry : value.getKvlistValue().getValuesList()) {
          object.set(entry.getKey(), json(entry.getValue(), depth - 1));
        }
        yield object;
      }
      case BYTES_VALUE ->
          JsonText.NODES.stringNode(
              java.util.Base64.getEncoder().encodeToString(value.getBytesValue().toByteArray()));
      case STRING_VALUE_STRINDEX, VALUE_NOT_SET -> JsonText.NODES.nullNode();
    };
  }

  /// JSON has no infinities.
  private static JsonNode number(double value) {
    return Double.isFinite(value)
        ? JsonText.NODES.numberNode(value)
        : JsonText.NODES.stringNode(Double.toString(value));
  }

  /// Puts attributes into a draft.
  void putAll(List<KeyValue> attributes, Draft draft) {
    for (KeyValue attribute : attributes) {
      draft.put(attribute.getKey(), json(attribute.getValue()));
    }
  }

  /// Lower-case hexadecimal; empty for an id that is absent or all zero.
  static String hex(ByteString id) {
    byte[] bytes = id.toByteArray();
    for (byte b : bytes) {
      if (b != 0) {
        return HEX.formatHex(bytes);
      }
    }
    return "";
  }
}
