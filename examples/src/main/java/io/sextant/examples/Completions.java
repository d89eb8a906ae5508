package io.sextant.examples;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Answers in the form of OpenAI's chat completions.
final class Completions {
  private static final Pattern WORD = Pattern.compile("\\s*\\S+\\s*");

  private Completions() {}

  /// The answer: an object, or a list of chunks when a stream is asked for.
  static JsonNode of(String answer, boolean stream) {
    if (!stream) {
      ObjectNode whole = head("chat.completion");
      ObjectNode choice = whole.putArray("choices").addObject().put("index", 0);
      choice.putObject("message").put("role", "assistant").put("content", answer);
      choice.put("finish_reason", "stop");
      return whole;
    }
    ArrayNode chunks = Telemetry.JSON.createArrayNode();
    for (Matcher words = WORD.matcher(answer); words.find(); ) {
      chunk(chunks).putObject("delta").put("content", words.group());
    }
    ObjectNode last = chunk(chunks);
    last.putObject("delta");
    last.put("finish_reason", "stop");
    return chunks;
  }

  private static ObjectNode head(String kind) {
    return Telemetry.JSON
        .createObjectNode()
        .put("id", "chatcmpl-desk")
        .put("object", kind)
        .put("created", 0)
        .put("model", "ferry-desk");
  }

  private static ObjectNode chunk(ArrayNode chunks) {
    ObjectNode chunk = head("chat.completion.chunk");
    chunks.add(chunk);
    return chunk.putArray("choices").addObject().put("index", 0).putNull("finish_reason");
  }

  /// Chunks as server-sent events.
  static String events(JsonNode chunks) {
    StringBuilder events = new StringBuilder();
    chunks.forEach(chunk -> events.append("data: ").append(chunk).append("\n\n"));
    return events.append("data: [DONE]\n\n").toString();
  }
}
