package io.sextant.core.telemetry;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Every text of an event by who said it, as it came: not folded, not cut.
public final class EventTexts {
  /// Depth to which tool definitions are searched for descriptions.
  private static final int SCHEMA_DEPTH = 12;

  private final ObjectNode event;
  private final Map<Speaker, List<String>> texts = new EnumMap<>(Speaker.class);
  private long inputLength;
  private long outputLength;

  private EventTexts(ObjectNode event) {
    this.event = event;
  }

  public static EventTexts of(ObjectNode event) {
    EventTexts texts = new EventTexts(event);
    texts.collect();
    return texts;
  }

  /// What one speaker said, in the order of the event.
  public List<String> of(Speaker speaker) {
    return List.copyOf(texts.getOrDefault(speaker, List.of()));
  }

  /// Characters of all input.
  long inputLength() {
    return inputLength;
  }

  /// Characters of all output.
  long outputLength() {
    return outputLength;
  }

  private void add(Speaker speaker, String text) {
    if (!text.isEmpty()) {
      texts.computeIfAbsent(speaker, _ -> new ArrayList<>()).add(text);
    }
  }

  private void collect() {
    for (JsonNode part : event.path("gen_ai.system_instructions")) {
      text(part.path("content"), Speaker.SYSTEM, true);
    }
    for (JsonNode message : event.path("gen_ai.input.messages")) {
      Speaker turn =
          switch (message.path("role").asString("user")) {
            case "system", "developer" -> Speaker.SYSTEM;
            case "assistant" -> Speaker.HISTORY;
            case "tool", "function" -> Speaker.TOOL_RESULT;
            default -> Speaker.USER;
          };
      message.path("parts").forEach(part -> part(part, turn, true));
    }
    for (JsonNode message : event.path("gen_ai.output.messages")) {
      message.path("parts").forEach(part -> part(part, Speaker.ASSISTANT, false));
    }
    tool();
    for (JsonNode document : event.path("gen_ai.retrieval.documents")) {
      text(document.isString() ? document : document.path("content"), Speaker.RETRIEVED, false);
    }
  }

  private void part(JsonNode part, Speaker turn, boolean input) {
    switch (part.path("type").asString("")) {
      case "text" -> text(part.path("content"), turn, input);
      case "reasoning" ->
          text(part.path("content"), input ? Speaker.HISTORY : Speaker.ASSISTANT, input);
      case "tool_call" -> {
        if (!input) {
          call(part.path("name"), part.path("arguments"));
        }
      }
      case "tool_call_response" -> {
        JsonNode response = part.has("response") ? part.path("response") : part.path("result");
        for (String piece : pieces(response)) {
          count(piece, true);
          add(Speaker.TOOL_RESULT, piece);
        }
      }
      default -> {}
    }
  }

  private void tool() {
    JsonNode name = event.path("gen_ai.tool.name");
    JsonNode arguments = event.path("gen_ai.tool.call.arguments");
    if (name.isString() || !arguments.isMissingNode()) {
      call(name, arguments);
    }
    pieces(event.path("gen_ai.tool.call.result")).forEach(piece -> add(Speaker.TOOL_RESULT, piece));
    text(event.path("gen_ai.tool.description"), Speaker.TOOL_DESCRIPTION, false);
    for (JsonNode definition : event.path("gen_ai.tool.definitions")) {
      descriptions(definition, SCHEMA_DEPTH);
    }
  }

  private void call(JsonNode name, JsonNode arguments) {
    String given =
        arguments.isMissingNode()
            ? ""
            : arguments.isString() ? arguments.stringValue() : arguments.toString();
    add(Speaker.TOOL_CALL, (name.asString("") + " " + given).strip());
  }

  /// Descriptions of a tool and of its parameters: a poisoned one hides in either.
  private void descriptions(JsonNode schema, int depth) {
    if (depth == 0) {
      return;
    }
    if (schema instanceof ObjectNode object) {
      text(object.path("description"), Speaker.TOOL_DESCRIPTION, false);
      object.forEachEntry((name, value) -> {
        if (value.isContainer()) {
          descriptions(value, depth - 1);
        }
      });
    } else if (schema instanceof ArrayNode list) {
      list.forEach(element -> descriptions(element, depth - 1));
    }
  }

  /// The texts of a tool's result: of content blocks their text, else the result as it stands.
  private static List<String> pieces(JsonNode result) {
    if (result.isMissingNode() || result.isNull()) {
      return List.of();
    }
    if (result.isString()) {
      return List.of(result.stringValue());
    }
    if (result.path("content") instanceof ArrayNode blocks
        && blocks.path(0).path("text").isString()) {
      return pieces(blocks);
    }
    if (result instanceof ArrayNode blocks && !blocks.isEmpty()) {
      List<String> texts = new ArrayList<>();
      for (JsonNode block : blocks) {
        JsonNode text = block.path("text");
        texts.add(
            text.isString()
                ? text.stringValue()
                : block.isString() ? block.stringValue() : block.toString());
      }
      return texts;
    }
    return List.of(result.toString());
  }

  private void text(JsonNode content, Speaker speaker, boolean input) {
    if (content.isString()) {
      String text = content.stringValue();
      if (speaker != Speaker.TOOL_DESCRIPTION && speaker != Speaker.RETRIEVED) {
        count(text, input);
      }
      add(speaker, text);
    } else if (content.isContainer()) {
      add(speaker, content.toString());
    }
  }

  private void count(String text, boolean input) {
    if (input) {
      inputLength += text.length();
    } else {
      outputLength += text.length();
    }
  }
}
