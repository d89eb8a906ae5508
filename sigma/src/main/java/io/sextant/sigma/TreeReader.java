package io.sextant.sigma;

import io.sextant.sigma.EventTape.Kind;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Puts an event that was parsed into a tree on a tape.
final class TreeReader {
  /// What lies deeper is not looked at.
  static final int MAX_DEPTH = 200;

  private static final byte[] NO_BYTES = {};

  private TreeReader() {}

  static void read(JsonNode event, EventTape tape) {
    tape.reset(NO_BYTES);
    add(event, tape, 0);
  }

  private static void add(JsonNode node, EventTape tape, int depth) {
    switch (node.getNodeType()) {
      case STRING -> tape.add(Kind.TEXT, node.stringValue());
      case NUMBER -> tape.add(Kind.NUMBER, node.asString());
      case BOOLEAN -> tape.add(Kind.BOOLEAN, node.booleanValue() ? "true" : "false");
      case NULL, MISSING -> tape.add(Kind.NULL, "");
      case BINARY, POJO -> tape.add(Kind.TEXT, node.asString());
      case OBJECT -> {
        int object = tape.open(Kind.OBJECT);
        if (depth <= MAX_DEPTH) {
          for (Map.Entry<String, JsonNode> member : node.properties()) {
            tape.key(member.getKey());
            add(member.getValue(), tape, depth + 1);
          }
        }
        tape.close(object);
      }
      case ARRAY -> {
        int array = tape.open(Kind.ARRAY);
        if (depth <= MAX_DEPTH) {
          for (JsonNode element : node) {
            tape.key("");
            add(element, tape, depth + 1);
          }
        }
        tape.close(array);
      }
    }
  }
}
