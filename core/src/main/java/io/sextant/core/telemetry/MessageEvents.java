package io.sextant.core.telemetry;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads messages that travel as events of their own: `gen_ai.user.message`, `gen_ai.choice`, …, as
/// span events with attributes or as log records with a body.
final class MessageEvents {
  private static final String ASSISTANT = "assistant";

  private final Messages messages;

  MessageEvents(Messages messages) {
    this.messages = messages;
  }

  /// Takes an event into the draft.
  ///
  /// @param content the attributes of a span event, or the body of a log record
  /// @return false when it is not an event of a conversation
  boolean take(String eventName, ObjectNode content, Draft draft) {
    switch (eventName) {
      case "gen_ai.system.message" -> draft.addInput(message(content, "system"));
      case "gen_ai.user.message" -> draft.addInput(message(content, "user"));
      case "gen_ai.assistant.message" -> draft.addInput(message(content, ASSISTANT));
      case "gen_ai.tool.message" -> draft.addInput(message(content, "tool"));
      case "gen_ai.choice" -> draft.addOutput(message(content, ASSISTANT));
      case "gen_ai.content.prompt",
          "gen_ai.content.completion",
          "gen_ai.client.inference.operation.details" ->
          content.forEachEntry(draft::put);
      default -> {
        return false;
      }
    }
    return true;
  }

  private ObjectNode message(ObjectNode content, String role) {
    ObjectNode whole = content.deepCopy();
    Optional.ofNullable(content.get("gen_ai.event.content"))
        .map(messages::parsed)
        .filter(JsonNode::isObject)
        .ifPresent(inner -> inner.forEachEntry(whole::set));
    for (String key : new String[] {"message", "tool_calls", "content"}) {
      JsonNode value = whole.get(key);
      if (value != null && (!key.equals("content") || looksLikeParts(value))) {
        whole.set(key, messages.parsed(value));
      }
    }
    if (whole.path("message").isString()) {
      whole.set("content", whole.path("message"));
    }
    return messages.message(whole, role);
  }

  private boolean looksLikeParts(JsonNode content) {
    return content.isString() && messages.parsed(content).path(0).has("type");
  }
}
