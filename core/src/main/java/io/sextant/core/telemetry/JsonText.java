package io.sextant.core.telemetry;

import io.sextant.core.Utf8;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads JSON strictly (RFC 8259): one value, no duplicate keys, valid UTF-8, bounded in depth and
/// size. Immutable and thread-safe.
///
/// An escaped half of a surrogate pair is legal JSON, but no text; it becomes U+FFFD.
public final class JsonText {
  static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /// Digits of a number.
  private static final int NUMBER_LENGTH = 100;

  /// Characters of a key.
  private static final int NAME_LENGTH = 4096;

  private final JsonMapper mapper;

  public JsonText(Limits limits) {
    StreamReadConstraints constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(limits.depth())
            .maxStringLength(limits.recordBytes())
            .maxNumberLength(NUMBER_LENGTH)
            .maxNameLength(NAME_LENGTH)
            .build();
    mapper =
        JsonMapper.builder(JsonFactory.builder().streamReadConstraints(constraints).build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
  }

  /// Reads one JSON object.
  ///
  /// @throws BadRecord when it is not one
  public ObjectNode object(byte[] bytes, int length) {
    JsonNode node = value(text(bytes, length));
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw new BadRecord(
        Codes.NOT_AN_OBJECT,
        "expected a JSON object, found " + node.getNodeType().name().toLowerCase(Locale.ROOT));
  }

  /// The text of a value in UTF-8.
  byte[] bytes(JsonNode value) {
    return mapper.writeValueAsBytes(value);
  }

  /// Reads one JSON value.
  ///
  /// @throws BadRecord when it is not one
  JsonNode value(String text) {
    try {
      JsonNode node = mapper.readTree(text);
      if (node.isMissingNode()) {
        throw new BadRecord(Codes.MALFORMED, "expected a JSON value, found nothing");
      }
      return text.contains("\\ud") || text.contains("\\uD") ? wellFormed(node) : node;
    } catch (JacksonException e) {
      throw explain(e);
    }
  }

  /// What a text that looks like a JSON object or array holds; empty when it is not one.
  Optional<JsonNode> embedded(String text) {
    int start = 0;
    while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    if (start == text.length() || (text.charAt(start) != '{' && text.charAt(start) != '[')) {
      return Optional.empty();
    }
    try {
      return Optional.of(value(text));
    } catch (BadRecord _) {
      return Optional.empty(); // it is text that happens to begin with a bracket
    }
  }

  private static String text(byte[] bytes, int length) {
    try {
      return Utf8.text(bytes, length);
    } catch (CharacterCodingException _) {
      throw new BadRecord(
          Codes.NOT_UTF8,
          "expected UTF-8, found invalid bytes near character " + Utf8.broken(bytes, length));
    }
  }

  private static BadRecord explain(JacksonException e) {
    TokenStreamLocation location = e.getLocation();
    String where = location == null ? "" : " at column " + location.getColumnNr();
    String what = e.getOriginalMessage() == null ? "" : e.getOriginalMessage();
    if (e instanceof StreamConstraintsException) {
      return what.contains("nesting depth")
          ? new BadRecord(Codes.TOO_DEEP, "nested deeper than allowed" + where)
          : new BadRecord(Codes.TOO_BIG_A_VALUE, "a key, text or number is too long" + where);
    }
    if (what.startsWith("Duplicate")) {
      return new BadRecord(Codes.DUPLICATE_KEY, "a key stands twice in one object" + where);
    }
    return new BadRecord(
        Codes.MALFORMED, "not valid JSON" + where + ": " + what.split("\n| \\(start marker", 2)[0]);
  }

  /// Whether a text that [#bytes] wrote may hold half a surrogate pair, the only thing that it
  /// writes as an escape of this kind.
  static boolean mayHoldHalves(byte[] json) {
    for (int i = 2; i < json.length; i++) {
      if (json[i] == 'D' && json[i - 1] == 'u' && json[i - 2] == '\\') {
        return true;
      }
    }
    return false;
  }

  /// A copy in which U+FFFD stands for each half of a surrogate pair.
  static ObjectNode wellFormed(ObjectNode object) {
    ObjectNode copy = NODES.objectNode();
    object.forEachEntry((key, value) -> copy.set(wellFormed(key), wellFormed(value)));
    return copy;
  }

  private static JsonNode wellFormed(JsonNode node) {
    if (node instanceof ObjectNode object) {
      return wellFormed(object);
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = NODES.arrayNode(array.size());
      array.forEach(element -> copy.add(wellFormed(element)));
      return copy;
    }
    return node.isString() ? NODES.stringNode(wellFormed(node.stringValue())) : node;
  }

  private static String wellFormed(String text) {
    StringBuilder fixed = new StringBuilder(text.length());
    text.codePoints()
        .forEach(point ->
            fixed.appendCodePoint(
                Character.getType(point) == Character.SURROGATE ? 0xFFFD : point));
    return fixed.toString();
  }
}
