package io.sextant.gateway.proxy;

import io.sextant.gateway.protocol.Operation;
import io.sextant.gateway.protocol.Parameters;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What a whole answer says, and which tools it wants called.
final class AnswerTexts {
  private AnswerTexts() {}

  /// The texts that the model wrote, for the event that tells of the exchange.
  static List<String> of(Operation operation, JsonNode body) {
    List<String> texts = new ArrayList<>();
    switch (operation) {
      case CHAT ->
          body.path("choices").forEach(it -> add(it.path("message").path("content"), texts));
      case COMPLETION -> body.path("choices").forEach(it -> add(it.path("text"), texts));
      case MESSAGES -> body.path("content").forEach(it -> add(it.path("text"), texts));
      case RESPONSE ->
          body.path("output")
              .forEach(item -> item.path("content").forEach(it -> add(it.path("text"), texts)));
      case EMBEDDING, MODELS, PREDICT -> {}
    }
    return texts;
  }

  private static void add(JsonNode node, List<String> texts) {
    if (node.isString() && !node.stringValue().isEmpty()) {
      texts.add(node.stringValue());
    } else if (node.isArray()) {
      node.forEach(item -> add(item.path("text"), texts));
    }
  }

  /// Names of the tools that the model wants called.
  static List<String> tools(JsonNode body) {
    List<String> names = new ArrayList<>();
    body.path("choices")
        .forEach(
            choice -> choice.path("message").path("tool_calls").forEach(it -> name(it, names)));
    body.path("content")
        .forEach(block -> {
          if (block.path("type").asString("").equals("tool_use")) {
            name(block, names);
          }
        });
    body.path("output")
        .forEach(item -> {
          if (item.path("type").asString("").endsWith("_call")) {
            name(item, names);
          }
        });
    return names;
  }

  private static void name(JsonNode call, List<String> names) {
    names.add(Parameters.toolName(call));
  }
}
