package io.sextant.core.telemetry;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Puts a streamed answer together again from its chunks: Anthropic, Converse, OpenAI, Titan, Llama
/// and Cohere forms.
///
/// One thread at a time may use it.
final class StreamedReply {
  private final StringBuilder text = new StringBuilder();
  private final SequencedMap<String, ObjectNode> calls = new LinkedHashMap<>();
  private final SequencedMap<String, StringBuilder> arguments = new LinkedHashMap<>();
  private String finishReason = "";

  void take(JsonNode chunk) {
    for (String key : new String[] {"outputText", "generation", "completion", "text"}) {
      append(chunk.path(key));
    }
    JsonNode delta = unwrap(chunk, "contentBlockDelta").path("delta");
    append(delta.path("text"));
    String block = index(chunk, "contentBlockDelta");
    piece(block, delta.path("partial_json"));
    piece(block, delta.path("toolUse").path("input"));
    JsonNode start = unwrap(chunk, "contentBlockStart");
    open(index(chunk, "contentBlockStart"), start.path("content_block"));
    open(index(chunk, "contentBlockStart"), start.path("start").path("toolUse"));
    reason(delta.path("stop_reason"));
    reason(chunk.path("messageStop").path("stopReason"));
    for (JsonNode choice : chunk.path("choices")) {
      append(choice.path("delta").path("content"));
      append(choice.path("text"));
      reason(choice.path("finish_reason"));
      for (JsonNode call : choice.path("delta").path("tool_calls")) {
        String place = call.path("index").asString("0");
        open(place, call.path("function"));
        piece(place, call.path("function").path("arguments"));
      }
    }
  }

  private static JsonNode unwrap(JsonNode chunk, String key) {
    return chunk.has(key) ? chunk.path(key) : chunk;
  }

  private static String index(JsonNode chunk, String key) {
    JsonNode holder = unwrap(chunk, key);
    return holder.path(holder.has("index") ? "index" : "contentBlockIndex").asString("0");
  }

  private void append(JsonNode piece) {
    if (piece.isString()) {
      text.append(piece.stringValue());
    }
  }

  private void open(String block, JsonNode call) {
    if (call.path("name").isString()) {
      calls.computeIfAbsent(block, _ -> JsonText.NODES.objectNode()).set("name", call.path("name"));
    }
  }

  private void piece(String block, JsonNode json) {
    if (json.isString()) {
      arguments.computeIfAbsent(block, _ -> new StringBuilder()).append(json.stringValue());
    }
  }

  private void reason(JsonNode reason) {
    if (reason.isString()) {
      finishReason = reason.stringValue();
    }
  }

  ObjectNode message(Messages messages) {
    ObjectNode message = Messages.textMessage("assistant", text.toString());
    ArrayNode parts = (ArrayNode) message.path("parts");
    if (text.isEmpty()) {
      parts.removeAll();
    }
    calls.forEach((block, call) -> {
      ObjectNode part = parts.addObject().put("type", "tool_call");
      part.set("name", call.path("name"));
      StringBuilder json = arguments.getOrDefault(block, new StringBuilder());
      part.set("arguments", messages.parsed(JsonText.NODES.stringNode(json.toString())));
    });
    if (!finishReason.isEmpty()) {
      message.put("finish_reason", finishReason);
    }
    return message;
  }
}
