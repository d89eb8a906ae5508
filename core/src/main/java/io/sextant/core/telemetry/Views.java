package io.sextant.core.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Derives the fields made for matching: `text.*`, `principal` and `conversation`. See
/// `docs/event-format.md`, section "Views made for matching".
///
/// Costs time in proportion to the text looked at, of which there is at most [#VIEW_CHARACTERS] per
/// view.
public final class Views {
  static final String PREFIX = "text.";

  /// Characters of text that one view holds; the rest is left out and `text.truncated` set. 256 Ki
  /// is twice the longest context window in common use, and keeps a 4 MiB record from costing more
  /// than a few milliseconds.
  public static final int VIEW_CHARACTERS = 1 << 18;

  /// Depth to which tool definitions are searched for descriptions.
  private static final int SCHEMA_DEPTH = 12;

  private static final List<String> PRINCIPAL = List.of("user.id", "enduser.id", "client.address");
  private static final List<String> CONVERSATION =
      List.of("gen_ai.conversation.id", "session.id", "trace_id");

  private final ObjectNode event;
  private final Folding.Hidden hidden = new Folding.Hidden();
  private final View user = new View();
  private final View system = new View();
  private final View assistant = new View();
  private final View history = new View();
  private final View toolCall = new View();
  private final View toolResult = new View();
  private final View retrieved = new View();
  private final View toolDescription = new View();
  private boolean truncated;
  private long inputLength;
  private long outputLength;

  private Views(ObjectNode event) {
    this.event = event;
  }

  /// The event with its views. Views that the argument already has are not looked at but replaced;
  /// the argument stays as it is.
  public static ObjectNode derive(ObjectNode event) {
    ObjectNode copy = JsonText.NODES.objectNode();
    event.forEachEntry((name, value) -> {
      if (!FieldNames.isReserved(name) || name.equals("time.assumed")) {
        copy.set(name, value);
      }
    });
    addTo(copy);
    return copy;
  }

  /// Adds views to an event that has none.
  static void addTo(ObjectNode event) {
    Views views = new Views(event);
    views.collect();
    views.write();
  }

  private void collect() {
    for (JsonNode part : event.path("gen_ai.system_instructions")) {
      text(part.path("content"), system, true);
    }
    for (JsonNode message : event.path("gen_ai.input.messages")) {
      View turn =
          switch (message.path("role").asString("user")) {
            case "system", "developer" -> system;
            case "assistant" -> history;
            case "tool", "function" -> toolResult;
            default -> user;
          };
      message.path("parts").forEach(part -> part(part, turn, true));
    }
    for (JsonNode message : event.path("gen_ai.output.messages")) {
      message.path("parts").forEach(part -> part(part, assistant, false));
    }
    tool();
    for (JsonNode document : event.path("gen_ai.retrieval.documents")) {
      text(document.isString() ? document : document.path("content"), retrieved, false);
    }
  }

  private void part(JsonNode part, View turn, boolean input) {
    switch (part.path("type").asString("")) {
      case "text" -> text(part.path("content"), turn, input);
      case "reasoning" -> text(part.path("content"), input ? history : assistant, input);
      case "tool_call" -> {
        if (!input) {
          call(part.path("name"), part.path("arguments"));
        }
      }
      case "tool_call_response" -> {
        JsonNode response = part.has("response") ? part.path("response") : part.path("result");
        for (String piece : pieces(response)) {
          count(piece, true);
          toolResult.add(piece);
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
    pieces(event.path("gen_ai.tool.call.result")).forEach(toolResult::add);
    text(event.path("gen_ai.tool.description"), toolDescription, false);
    for (JsonNode definition : event.path("gen_ai.tool.definitions")) {
      descriptions(definition, SCHEMA_DEPTH);
    }
  }

  private void call(JsonNode name, JsonNode arguments) {
    String given =
        arguments.isMissingNode()
            ? ""
            : arguments.isString() ? arguments.stringValue() : arguments.toString();
    toolCall.add((name.asString("") + " " + given).strip());
  }

  /// Descriptions of a tool and of its parameters: a poisoned one hides in either.
  private void descriptions(JsonNode schema, int depth) {
    if (depth == 0) {
      return;
    }
    if (schema instanceof ObjectNode object) {
      text(object.path("description"), toolDescription, false);
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

  private void text(JsonNode content, View view, boolean input) {
    if (content.isString()) {
      String text = content.stringValue();
      if (view != toolDescription && view != retrieved) {
        count(text, input);
      }
      view.add(text);
    } else if (content.isContainer()) {
      view.add(content.toString());
    }
  }

  private void count(String text, boolean input) {
    if (input) {
      inputLength += text.length();
    } else {
      outputLength += text.length();
    }
  }

  private void write() {
    user.write("text.user");
    system.write("text.system");
    assistant.write("text.assistant");
    history.write("text.history");
    toolCall.write("text.tool_call");
    toolResult.write("text.tool_result");
    retrieved.write("text.retrieved");
    toolDescription.write("text.tool_description");
    ArrayNode untrusted = JsonText.NODES.arrayNode();
    for (View view : List.of(toolResult, retrieved, toolDescription)) {
      view.texts.forEach(untrusted::add);
    }
    if (!untrusted.isEmpty()) {
      event.set("text.untrusted", untrusted);
    }
    if (event.has("gen_ai.input.messages") || event.has("gen_ai.output.messages")) {
      event.put("text.input_length", inputLength);
      event.put("text.output_length", outputLength);
    }
    if (hidden.count() > 0) {
      event.put("text.invisible_count", hidden.count());
    }
    if (!hidden.text().isEmpty()) {
      event.put("text.hidden", hidden.text());
    }
    if (truncated) {
      event.put("text.truncated", true);
    }
    first(PRINCIPAL).ifPresent(value -> event.put("principal", value));
    first(CONVERSATION).ifPresent(value -> event.put("conversation", value));
  }

  private Optional<String> first(List<String> fields) {
    return fields.stream()
        .map(event::path)
        .filter(value -> value.isValueNode() && !value.asString("").isEmpty())
        .map(JsonNode::asString)
        .findFirst();
  }

  /// One list of folded texts.
  private final class View {
    private final List<String> texts = new ArrayList<>();
    private int room = VIEW_CHARACTERS;

    void add(String text) {
      if (text.isEmpty()) {
        return;
      }
      if (text.length() > room) {
        truncated = true;
      }
      String folded = Folding.fold(start(text, room), hidden);
      if (folded.length() > room) { // compatibility forms can be longer than what they replace
        truncated = true;
        folded = start(folded, room);
      }
      room -= folded.length();
      if (!folded.isEmpty()) {
        texts.add(folded);
      }
    }

    /// At most `length` characters, never ending in half a surrogate pair.
    private static String start(String text, int length) {
      if (text.length() <= length) {
        return text;
      }
      boolean split = length > 0 && Character.isHighSurrogate(text.charAt(length - 1));
      return text.substring(0, split ? length - 1 : length);
    }

    void write(String field) {
      if (!texts.isEmpty()) {
        ArrayNode list = event.putArray(field);
        texts.forEach(list::add);
      }
    }
  }
}
