package io.sextant.core.telemetry;

import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads what the instrumentations of the field mean, so that one rule fits them all: OpenTelemetry
/// GenAI of every generation, OpenLLMetry, OpenInference, the Vercel AI SDK.
final class Conventions {
  private static final String INPUT = "gen_ai.input.messages";
  private static final String OUTPUT = "gen_ai.output.messages";
  private static final String OPERATION = "gen_ai.operation.name";
  private static final String ARGUMENTS = "gen_ai.tool.call.arguments";
  private static final String RESULT = "gen_ai.tool.call.result";
  private static final String TOOL = "gen_ai.tool.name";
  private static final String USER = "user";
  private static final String ASSISTANT = "assistant";

  private final JsonText json;
  private final Messages messages;

  Conventions(JsonText json) {
    this.json = json;
    this.messages = new Messages(json);
  }

  Messages messages() {
    return messages;
  }

  /// Settles everything that depends on several attributes. Nothing may be put into the draft
  /// afterwards.
  void settle(Draft draft) {
    openInference(draft);
    openLlmetry(draft);
    vercel(draft);
    fromLists(draft);
    fromText(draft);
    shape(draft.fields());
    provider(draft);
    draft.releaseHeld();
  }

  private void openInference(Draft draft) {
    switch (draft.heldText("openinference.span.kind").toUpperCase(Locale.ROOT)) {
      case "LLM" -> draft.putIfAbsent(OPERATION, "chat");
      case "EMBEDDING" -> draft.putIfAbsent(OPERATION, "embeddings");
      case "RETRIEVER", "RERANKER" -> {
        draft.putIfAbsent(OPERATION, "retrieval");
        draft
            .takeHeld("input.value")
            .ifPresent(query -> draft.putIfAbsent("gen_ai.retrieval.query.text", query));
      }
      case "TOOL" -> {
        draft.putIfAbsent(OPERATION, "execute_tool");
        draft.takeHeld("input.value").ifPresent(value -> draft.putIfAbsent(ARGUMENTS, value));
        draft.takeHeld("tool.parameters").ifPresent(value -> draft.putIfAbsent(ARGUMENTS, value));
        draft.takeHeld("output.value").ifPresent(value -> draft.putIfAbsent(RESULT, value));
      }
      case "AGENT" -> draft.putIfAbsent(OPERATION, "invoke_agent");
      case "CHAIN" -> draft.putIfAbsent(OPERATION, "invoke_workflow");
      case "GUARDRAIL" -> draft.putIfAbsent(OPERATION, "guardrail");
      default -> {}
    }
    documents(draft);
  }

  private static void documents(Draft draft) {
    ArrayNode documents = JsonText.NODES.arrayNode();
    for (JsonNode element : draft.takeList("retrieval.documents")) {
      JsonNode document = element.path("document");
      ObjectNode kept = documents.addObject();
      for (String key : new String[] {"id", "content", "score", "source", "metadata"}) {
        if (document.has(key)) {
          kept.set(key, document.path(key));
        }
      }
    }
    if (!documents.isEmpty()) {
      draft.putIfAbsent("gen_ai.retrieval.documents", documents);
    }
  }

  private static void openLlmetry(Draft draft) {
    switch (draft.heldText("llm.request.type")) {
      case "chat" -> draft.putIfAbsent(OPERATION, "chat");
      case "completion" -> draft.putIfAbsent(OPERATION, "text_completion");
      case "embedding" -> draft.putIfAbsent(OPERATION, "embeddings");
      case "rerank" -> draft.putIfAbsent(OPERATION, "retrieval");
      default -> {}
    }
    String name = draft.heldText("traceloop.entity.name");
    switch (draft.heldText("traceloop.span.kind")) {
      case "tool" -> {
        draft.putIfAbsent(OPERATION, "execute_tool");
        draft.putIfAbsent(TOOL, name);
        draft
            .takeHeld("traceloop.entity.input")
            .ifPresent(value -> draft.putIfAbsent(ARGUMENTS, value));
        draft
            .takeHeld("traceloop.entity.output")
            .ifPresent(value -> draft.putIfAbsent(RESULT, value));
      }
      case "agent" -> {
        draft.putIfAbsent(OPERATION, "invoke_agent");
        draft.putIfAbsent("gen_ai.agent.name", name);
      }
      case "workflow", "task" -> draft.putIfAbsent(OPERATION, "invoke_workflow");
      default -> {}
    }
  }

  private void vercel(Draft draft) {
    String operation = draft.heldText("ai.operationId");
    if (operation.isEmpty()) {
      return;
    }
    String provider = draft.fields().path("gen_ai.provider.name").asString("");
    if (provider.indexOf('.') > 0) { // "openai.chat" names the endpoint too
      draft.fields().put("gen_ai.provider.name", provider.substring(0, provider.indexOf('.')));
    }
    if (operation.startsWith("ai.toolCall")) {
      draft.putIfAbsent(OPERATION, "execute_tool");
    } else if (operation.startsWith("ai.embed")) {
      draft.putIfAbsent(OPERATION, "embeddings");
    } else if (operation.startsWith("ai.")) {
      draft.putIfAbsent(OPERATION, "chat");
    }
    draft
        .takeHeld("ai.prompt")
        .ifPresent(prompt -> {
          JsonNode parsed = messages.parsed(prompt);
          if (parsed instanceof ObjectNode object) {
            if (object.has("system")) {
              draft.putIfAbsent(
                  "gen_ai.system_instructions", messages.instructions(object.path("system")));
            }
            draft.putIfAbsent(
                INPUT, object.has("messages") ? object.path("messages") : object.path("prompt"));
          } else {
            draft.putIfAbsent(INPUT, prompt);
          }
        });
    draft
        .takeHeld("ai.response.toolCalls")
        .map(messages::parsed)
        .ifPresent(calls -> {
          ObjectNode message = JsonText.NODES.objectNode().put("role", ASSISTANT);
          message.set("tool_calls", calls);
          draft.addOutput(messages.message(message, ASSISTANT));
        });
  }

  /// Lists spread over numbered attributes.
  private void fromLists(Draft draft) {
    messageList(draft, "gen_ai.prompt", "", INPUT, USER);
    messageList(draft, "gen_ai.completion", "", OUTPUT, ASSISTANT);
    messageList(draft, "llm.input_messages", "message", INPUT, USER);
    messageList(draft, "llm.output_messages", "message", OUTPUT, ASSISTANT);
    messageList(draft, "llm.prompts", "prompt", INPUT, USER);
    ArrayNode tools = JsonText.NODES.arrayNode();
    for (JsonNode element : draft.takeList("llm.tools")) {
      tools.add(messages.parsed(element.path("tool").path("json_schema")));
    }
    for (JsonNode element : draft.takeList("llm.request.functions")) {
      tools.add(element);
    }
    if (!tools.isEmpty()) {
      draft.putIfAbsent("gen_ai.tool.definitions", tools);
    }
  }

  private void messageList(Draft draft, String list, String wrapper, String field, String role) {
    ArrayNode elements = draft.takeList(list);
    if (elements.isEmpty()) {
      return;
    }
    ArrayNode shaped = JsonText.NODES.arrayNode();
    for (JsonNode element : elements) {
      JsonNode message = wrapper.isEmpty() ? element : element.path(wrapper);
      shaped.add(messages.message(gathered(message), role));
    }
    draft.putIfAbsent(field, shaped);
  }

  /// A message whose inner lists are still spread over numbered keys.
  private ObjectNode gathered(JsonNode message) {
    ObjectNode whole = JsonText.NODES.objectNode();
    message.forEachEntry(whole::set);
    if (message.get("tool_calls") instanceof ObjectNode calls) {
      ArrayNode list = whole.putArray("tool_calls");
      Draft.ordered(calls)
          .forEach(call -> list.add(call.has("tool_call") ? call.path("tool_call") : call));
    }
    if (message.get("contents") instanceof ObjectNode contents) {
      ArrayNode list = whole.putArray("content");
      Draft.ordered(contents).forEach(content -> list.add(content.path("message_content")));
    }
    if (whole.path("content").isString()) {
      json.embedded(whole.path("content").stringValue())
          .filter(content -> content instanceof ArrayNode && content.path(0).has("type"))
          .ifPresent(content -> whole.set("content", content));
    }
    if (message.path("text").isString()) {
      whole.set("content", message.path("text"));
    }
    return whole;
  }

  /// Whole prompts and completions in one attribute, messages of span events, and the general input
  /// and output of OpenInference.
  private void fromText(Draft draft) {
    if (!draft.inputs().isEmpty()) {
      draft.putIfAbsent(INPUT, draft.inputs());
    }
    if (!draft.outputs().isEmpty()) {
      draft.putIfAbsent(OUTPUT, draft.outputs());
    }
    whole(draft, "gen_ai.prompt", INPUT, USER);
    whole(draft, "gen_ai.completion", OUTPUT, ASSISTANT);
    general(draft, "input", INPUT, USER);
    general(draft, "output", OUTPUT, ASSISTANT);
  }

  /// A prompt in one attribute is the JSON text of a list of messages, or the bare prompt. Only a
  /// list is taken for messages: an object with a role may be what a user typed to pass for the
  /// system.
  private void whole(Draft draft, String name, String field, String role) {
    draft
        .takeHeld(name)
        .ifPresent(value -> {
          JsonNode parsed = messages.parsed(value);
          boolean list = parsed.isArray() && parsed.path(0).has("role");
          draft.putIfAbsent(
              field,
              list || !value.isString()
                  ? parsed
                  : JsonText.NODES
                      .arrayNode()
                      .add(Messages.textMessage(role, value.stringValue())));
        });
  }

  /// `input.value` stands for the messages when it is plain text, or holds messages; the JSON dump
  /// of a chain's variables is no turn of a conversation.
  private void general(Draft draft, String side, String field, String role) {
    if (draft.fields().has(field) || draft.heldText(side + ".value").isEmpty()) {
      return;
    }
    boolean plain = !draft.heldText(side + ".mime_type").contains("json");
    Optional<JsonNode> inner = json.embedded(draft.heldText(side + ".value"));
    boolean holdsMessages = !plain && inner.filter(node -> node.has("messages")).isPresent();
    if (holdsMessages) {
      draft
          .takeHeld(side + ".value")
          .ifPresent(value -> draft.putIfAbsent(field, messages.of(value, role)));
    } else if (plain) {
      String text = draft.heldText(side + ".value");
      draft.takeHeld(side + ".value");
      draft.putIfAbsent(field, JsonText.NODES.arrayNode().add(Messages.textMessage(role, text)));
    }
  }

  /// Parses and shapes the structured fields.
  void shape(ObjectNode fields) {
    if (fields.has(INPUT)) {
      fields.set(INPUT, messages.of(fields.path(INPUT), USER));
    }
    if (fields.has(OUTPUT)) {
      fields.set(OUTPUT, messages.of(fields.path(OUTPUT), ASSISTANT));
    }
    JsonNode instructions = fields.get("gen_ai.system_instructions");
    if (instructions != null) {
      fields.set("gen_ai.system_instructions", messages.instructions(instructions));
    }
    for (String name :
        new String[] {
          ARGUMENTS,
          RESULT,
          "gen_ai.tool.definitions",
          "gen_ai.retrieval.documents",
          "gen_ai.memory.records"
        }) {
      JsonNode value = fields.get(name);
      if (value != null && value.isString()) {
        fields.set(name, messages.parsed(value));
      }
    }
    JsonNode reasons = fields.get("gen_ai.response.finish_reasons");
    if (reasons != null && reasons.isString()) {
      JsonNode parsed = messages.parsed(reasons);
      fields.set(
          "gen_ai.response.finish_reasons",
          parsed.isArray() ? parsed : JsonText.NODES.arrayNode().add(reasons));
    }
  }

  private static void provider(Draft draft) {
    JsonNode provider = draft.fields().get("gen_ai.provider.name");
    if (provider != null && provider.isString()) {
      draft.fields().put("gen_ai.provider.name", provider.stringValue().toLowerCase(Locale.ROOT));
    }
  }
}
