package io.sextant.gateway.protocol;

import io.sextant.core.Utf8;
import java.nio.charset.CharacterCodingException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads JSON so strictly that gateway and model cannot read two different things in it (RFC 8259
/// §4, §8): no duplicate keys, no broken UTF-8, no halves of surrogate pairs, nothing behind the
/// value.
public final class Json {
  /// Deepest nesting.
  private static final int MAX_DEPTH = 64;

  /// Characters of a key; longer ones would be texts that no model needs and nobody inspects.
  private static final int MAX_KEY = 256;

  private static final int MAX_NUMBER = 100;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(Integer.MAX_VALUE)
                          .maxNumberLength(MAX_NUMBER)
                          .maxNameLength(MAX_KEY)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private Json() {}

  /// What is wrong with a body, in words for who sent it.
  public static final class Malformed extends Exception {
    private final int column;

    Malformed(String message) {
      this(message, 0);
    }

    Malformed(String message, int column) {
      super(message);
      this.column = column;
    }

    /// Where in its line, from 1; 0 when that is not known.
    public int column() {
      return column;
    }
  }

  /// Says that what was read is not what it had to be.
  public static Malformed malformed(String message) {
    return new Malformed(message);
  }

  /// The object that a body holds.
  ///
  /// @throws Malformed when it is no object, or could be read in two ways
  public static ObjectNode object(byte[] body) throws Malformed {
    if (value(text(body)) instanceof ObjectNode object) {
      return object;
    }
    throw new Malformed("the body must be a JSON object");
  }

  /// The value that a body holds.
  ///
  /// @throws Malformed when it could be read in two ways
  public static JsonNode value(byte[] body) throws Malformed {
    return value(text(body));
  }

  /// The value that a text holds.
  static JsonNode value(String text) throws Malformed {
    try {
      JsonNode node = MAPPER.readTree(text);
      if (node.isMissingNode()) {
        throw new Malformed("the body is empty");
      }
      if (text.contains("\\u") && !wellFormed(node)) {
        throw new Malformed("the body holds half a surrogate pair, which is no text");
      }
      return node;
    } catch (JacksonException e) {
      int column = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getColumnNr());
      throw new Malformed("the body is not plain JSON: " + e.getOriginalMessage(), column);
    }
  }

  private static String text(byte[] body) throws Malformed {
    try {
      return Utf8.text(body, body.length);
    } catch (CharacterCodingException e) {
      throw new Malformed("the body is not UTF-8");
    }
  }

  private static boolean wellFormed(JsonNode node) {
    return switch (node) {
      case ObjectNode object ->
          object.properties().stream()
              .allMatch(entry -> wellFormed(entry.getKey()) && wellFormed(entry.getValue()));
      case JsonNode array when array.isArray() -> {
        for (JsonNode item : array) {
          if (!wellFormed(item)) {
            yield false;
          }
        }
        yield true;
      }
      default -> !node.isString() || wellFormed(node.stringValue());
    };
  }

  private static boolean wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }

  /// The bytes of a value.
  public static byte[] bytes(JsonNode node) {
    return MAPPER.writeValueAsBytes(node);
  }

  /// A new, empty object.
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }
}
