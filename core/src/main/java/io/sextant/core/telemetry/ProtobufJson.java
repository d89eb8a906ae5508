package io.sextant.core.telemetry;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the JSON form of OTLP messages: the Protobuf JSON mapping with trace and span ids in
/// hexadecimal and enums as numbers. OTLP specification, section "JSON Protobuf Encoding".
///
/// Protobuf's own JSON reader takes ids for Base64, which OTLP does not allow.
final class ProtobufJson {
  private static final Set<String> HEX_FIELDS = Set.of("trace_id", "span_id", "parent_span_id");

  private ProtobufJson() {}

  /// @throws BadRecord when a field has a value of another type
  static void merge(JsonNode node, Message.Builder builder) {
    if (!(node instanceof ObjectNode object)) {
      throw wrong(builder.getDescriptorForType().getName(), "an object", node);
    }
    for (FieldDescriptor field : builder.getDescriptorForType().getFields()) {
      JsonNode value = object.get(field.getJsonName());
      if (value == null) {
        value = object.get(field.getName());
      }
      if (value != null && !value.isNull()) {
        set(field, value, builder);
      }
    }
  }

  private static void set(FieldDescriptor field, JsonNode value, Message.Builder builder) {
    if (!field.isRepeated()) {
      builder.setField(field, read(field, value, builder));
      return;
    }
    if (!(value instanceof ArrayNode list)) {
      throw wrong(field.getJsonName(), "an array", value);
    }
    list.forEach(element -> builder.addRepeatedField(field, read(field, element, builder)));
  }

  private static Object read(FieldDescriptor field, JsonNode value, Message.Builder parent) {
    return switch (field.getJavaType()) {
      case MESSAGE -> {
        Message.Builder builder = parent.newBuilderForField(field);
        merge(value, builder);
        yield builder.build();
      }
      case STRING -> text(field, value);
      case INT -> (int) integer(field, value);
      case LONG -> integer(field, value);
      case DOUBLE -> real(field, value);
      case FLOAT -> (float) real(field, value);
      case BOOLEAN -> {
        if (!value.isBoolean()) {
          throw wrong(field.getJsonName(), "true or false", value);
        }
        yield value.booleanValue();
      }
      case BYTE_STRING -> bytes(field, value);
      case ENUM -> constant(field, value);
    };
  }

  private static String text(FieldDescriptor field, JsonNode value) {
    if (!value.isString()) {
      throw wrong(field.getJsonName(), "a text", value);
    }
    return value.stringValue();
  }

  /// 64-bit numbers are decimal text in the mapping; many senders write numbers.
  private static long integer(FieldDescriptor field, JsonNode value) {
    if (value.isNumber() && value.canConvertToExactIntegral()) {
      return value.bigIntegerValue().longValue();
    }
    try {
      String text = value.isString() ? value.stringValue() : "";
      return text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
    } catch (NumberFormatException _) {
      throw wrong(field.getJsonName(), "an integer", value);
    }
  }

  private static double real(FieldDescriptor field, JsonNode value) {
    if (value.isNumber()) {
      return value.doubleValue();
    }
    try {
      return Double.parseDouble(value.isString() ? value.stringValue() : "");
    } catch (NumberFormatException _) {
      throw wrong(field.getJsonName(), "a number", value);
    }
  }

  private static ByteString bytes(FieldDescriptor field, JsonNode value) {
    String text = text(field, value);
    boolean hex = HEX_FIELDS.contains(field.getName());
    try {
      return ByteString.copyFrom(
          hex ? HexFormat.of().parseHex(text) : Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException _) {
      throw wrong(field.getJsonName(), hex ? "hexadecimal digits" : "Base64", value);
    }
  }

  /// OTLP/JSON asks for numbers; names are taken too. A number of a later version is kept unknown.
  private static EnumValueDescriptor constant(FieldDescriptor field, JsonNode value) {
    if (value.isString()) {
      EnumValueDescriptor named = field.getEnumType().findValueByName(value.stringValue());
      if (named != null) {
        return named;
      }
    }
    return field.getEnumType().findValueByNumberCreatingIfUnknown((int) integer(field, value));
  }

  private static BadRecord wrong(String field, String expected, JsonNode found) {
    return new BadRecord(
        Codes.NOT_OTLP,
        "not OTLP/JSON: expected "
            + expected
            + " for '"
            + field
            + "', found "
            + (found.isContainer()
                ? "an object or array"
                : "'" + Excerpts.of(found.toString(), 40) + "'"));
  }
}
