package io.sextant.core.telemetry;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Brings messages of every shape into the OpenTelemetry one: `[{role, parts: [{type, …}],
/// finish_reason?}]`.
///
/// Read are plain text, OpenAI and Azure chat messages, Anthropic content blocks, Bedrock Converse
/// blocks, Gemini parts, the older OpenTelemetry message events, and messages already in form.
final class Messages {
  private static final String SYSTEM = "system";

  private final JsonText json;

  Messages(JsonText json) {
    this.json = json;
  }

  /// Messages from a list, one message, or text (which may hold JSON).
  ArrayNode of(JsonNode value, String defaultRole) {
    ArrayNode messages = JsonText.NODES.arrayNode();
    addAll(value, defaultRole, messages);
    return messages;
  }

  private void addAll(JsonNode value, String defaultRole, ArrayNode to) {
    if (value.isString()) {
      json.embedded(value.stringValue())
          .filter(Messages::holdsMessages)
          .ifPresentOrElse(
              inner -> addAll(inner, defaultRole, to),
              () -> to.add(textMessage(defaultRole, value.stringValue())));
    } else if (value instanceof ArrayNode list) {
      list.forEach(element -> addAll(element, defaultRole, to));
    } else if (value instanceof ObjectNode object) {
      if (object.get("messages") instanceof ArrayNode inner) {
        if (object.has(SYSTEM)) {
          to.add(message(object.get(SYSTEM), SYSTEM));
        }
        addAll(inner, defaultRole, to);
      } else {
        to.add(message(object, defaultRole));
      }
    } else if (!value.isNull()) {
      to.add(textMessage(defaultRole, value.asString()));
    }
  }

  private static boolean holdsMessages(JsonNode node) {
    JsonNode first = node instanceof ArrayNode list ? list.path(0) : node;
    return first.has("role")
        || first.has("parts")
        || first.has("content")
        || first.get("messages") instanceof ArrayNode;
  }

  /// One message from an object with `role` and `parts`, `content` or `message`, or from bare
  /// content.
  ObjectNode message(JsonNode source, String defaultRole) {
    if (isPlain(source)) {
      return textMessage(
          named(source.path("role").stringValue()), source.path("content").stringValue());
    }
    JsonNode inner = source.get("message");
    JsonNode body = inner instanceof ObjectNode ? inner : source;
    ObjectNode message = JsonText.NODES.objectNode();
    String role = body.path("role").asString(defaultRole);
    message.put("role", named(role));
    ArrayNode parts = message.putArray("parts");
    addParts(body, role, parts);
    copy(body, "name", message, "name");
    JsonNode reason = source.path("finish_reason");
    if (reason.isMissingNode()) {
      reason = body.path("finish_reason");
    }
    if (reason.isString()) {
      message.set("finish_reason", reason);
    }
    return message;
  }

  /// Whether a message has a role, a text and nothing else, as most have.
  private static boolean isPlain(JsonNode message) {
    JsonNode role = message.path("role");
    return message.size() == 2
        && message.path("content").isString()
        && role.isString()
        && !answersCall(role.stringValue());
  }

  private static String named(String role) {
    return role.equals("model") || role.equals("ai") ? "assistant" : role;
  }

  private static boolean answersCall(String role) {
    return role.equals("tool") || role.equals("function");
  }

  private void addParts(JsonNode body, String role, ArrayNode parts) {
    JsonNode callId = body.path("tool_call_id");
    if (body.has("parts")) {
      addContent(body.path("parts"), parts);
    } else if (callId.isString() || answersCall(role)) {
      ObjectNode response = parts.addObject().put("type", "tool_call_response");
      JsonNode id = callId.isString() ? callId : body.path("id");
      if (id.isString()) {
        response.set("id", id);
      }
      response.set("response", body.has("content") ? body.path("content") : body.path("response"));
    } else if (body.has("content")) {
      addContent(body.path("content"), parts);
    } else if (!body.has("role") && !body.has("tool_calls")) {
      addContent(body, parts);
    }
    body.path("tool_calls").forEach(call -> parts.add(toolCall(call)));
    if (body.get("function_call") instanceof ObjectNode call) {
      parts.add(toolCall(call));
    }
  }

  private void addContent(JsonNode content, ArrayNode parts) {
    if (content.isString()) {
      parts.add(textPart(content.stringValue()));
    } else if (content instanceof ArrayNode list) {
      list.forEach(element -> addContent(element, parts));
    } else if (content instanceof ObjectNode block) {
      parts.add(part(block));
    }
  }

  /// One content block of any vendor.
  private ObjectNode part(ObjectNode block) {
    return switch (block.path("type").asString("")) {
      case "text", "input_text", "output_text" -> textPart(firstText(block, "content", "text"));
      case "tool_call", "server_tool_call", "tool-call", "function_call" -> toolCall(block);
      case "tool_use", "server_tool_use" -> toolCall(block);
      case "tool_call_response", "server_tool_call_response", "tool-result" ->
          toolResponse(block, "response", "result", "content", "output");
      case "tool_result", "function_call_output" ->
          toolResponse(block, "content", "output", "response", "result");
      case "thinking" -> typed("reasoning", block.path("thinking"));
      case "" -> untyped(block);
      default -> block;
    };
  }

  /// Blocks of Bedrock Converse and Gemini say their kind by their one key.
  private ObjectNode untyped(ObjectNode block) {
    if (block.path("text").isString()) {
      return textPart(block.path("text").stringValue());
    }
    if (block.get("toolUse") instanceof ObjectNode use) {
      return toolCall(use);
    }
    if (block.get("functionCall") instanceof ObjectNode call) {
      return toolCall(call);
    }
    if (block.get("toolResult") instanceof ObjectNode result) {
      return toolResponse(result, "content", "response");
    }
    if (block.get("functionResponse") instanceof ObjectNode response) {
      return toolResponse(response, "response", "content");
    }
    JsonNode guarded = block.path("guardContent").path("text").path("text");
    if (guarded.isString()) {
      return textPart(guarded.stringValue());
    }
    JsonNode reasoning = block.path("reasoningContent").path("reasoningText").path("text");
    if (reasoning.isString()) {
      return typed("reasoning", reasoning);
    }
    JsonNode content = block.path("content");
    if (content.isString()) {
      return textPart(content.stringValue());
    }
    String kind = block.isEmpty() ? "unknown" : block.propertyNames().iterator().next();
    return block.deepCopy().put("type", kind);
  }

  private ObjectNode toolCall(JsonNode call) {
    JsonNode function = call.get("function") instanceof ObjectNode named ? named : call;
    ObjectNode part = JsonText.NODES.objectNode().put("type", "tool_call");
    for (String id : new String[] {"id", "toolUseId", "toolCallId", "call_id"}) {
      if (call.path(id).isString() && !part.has("id")) {
        part.set("id", call.path(id));
      }
    }
    String name = firstText(function, "name", "toolName");
    part.put("name", name);
    for (String key : new String[] {"arguments", "input", "args"}) {
      if (function.has(key) && !part.has("arguments")) {
        part.set("arguments", parsed(function.path(key)));
      }
    }
    return part;
  }

  private ObjectNode toolResponse(JsonNode block, String... keys) {
    ObjectNode part = JsonText.NODES.objectNode().put("type", "tool_call_response");
    for (String id : new String[] {"id", "tool_use_id", "toolUseId", "toolCallId", "call_id"}) {
      if (block.path(id).isString() && !part.has("id")) {
        part.set("id", block.path(id));
      }
    }
    for (String key : keys) {
      if (block.has(key) && !part.has("response")) {
        part.set("response", parsed(block.path(key)));
      }
    }
    return part;
  }

  /// What JSON text holds; the value itself when it is not JSON text.
  JsonNode parsed(JsonNode value) {
    return value.isString() ? json.embedded(value.stringValue()).orElse(value) : value;
  }

  /// A list of text parts for `gen_ai.system_instructions`.
  ArrayNode instructions(JsonNode value) {
    ArrayNode parts = JsonText.NODES.arrayNode();
    addContent(parsed(value), parts);
    return parts;
  }

  static ObjectNode textMessage(String role, String text) {
    ObjectNode message = JsonText.NODES.objectNode().put("role", role);
    message.putArray("parts").add(textPart(text));
    return message;
  }

  static ObjectNode textPart(String text) {
    return JsonText.NODES.objectNode().put("type", "text").put("content", text);
  }

  private static ObjectNode typed(String type, JsonNode content) {
    ObjectNode part = JsonText.NODES.objectNode().put("type", type);
    part.set("content", content);
    return part;
  }

  private static String firstText(JsonNode node, String... keys) {
    for (String key : keys) {
      JsonNode value = node.path(key);
      if (value.isString()) {
        return value.stringValue();
      }
      if (value.path("value").isString()) {
        return value.path("value").stringValue();
      }
    }
    return "";
  }

  private static void copy(JsonNode from, String key, ObjectNode to, String as) {
    if (from.path(key).isString()) {
      to.set(as, from.path(key));
    }
  }
}
