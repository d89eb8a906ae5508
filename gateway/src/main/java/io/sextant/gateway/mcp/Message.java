package io.sextant.gateway.mcp;

import io.sextant.gateway.protocol.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One message of JSON-RPC 2.0.
sealed interface Message {
  /// Most messages in one batch.
  int MOST = 100;

  /// The whole message.
  ObjectNode json();

  /// Asks for a reply.
  record Request(JsonNode id, String method, ObjectNode json) implements Message {
    /// Its id as a key: a number and a text of the same digits differ.
    String key() {
      return id.toString();
    }
  }

  /// Asks for nothing.
  record Notification(String method, ObjectNode json) implements Message {}

  /// A result or an error.
  record Reply(JsonNode id, ObjectNode json) implements Message {
    String key() {
      return id.toString();
    }

    JsonNode result() {
      return json.path("result");
    }

    boolean failed() {
      return json.has("error");
    }
  }

  /// What a body holds.
  ///
  /// @param batch whether they came as an array
  record Body(List<Message> messages, boolean batch) {
    public Body {
      messages = List.copyOf(messages);
    }

    boolean asks() {
      return messages.stream().anyMatch(Request.class::isInstance);
    }
  }

  /// It is no message, or could be read in two ways.
  final class Malformed extends Exception {
    private final int code;

    Malformed(int code, String message) {
      super(message);
      this.code = code;
    }

    /// Of JSON-RPC.
    int code() {
      return code;
    }
  }

  /// Reads a body, or a line.
  static Body read(byte[] bytes) throws Malformed {
    JsonNode value;
    try {
      value = Json.value(bytes);
    } catch (Json.Malformed e) {
      throw new Malformed(RpcErrors.PARSE, String.valueOf(e.getMessage()));
    }
    if (!(value instanceof ArrayNode array)) {
      return new Body(List.of(of(value)), false);
    }
    if (array.isEmpty() || array.size() > MOST) {
      throw new Malformed(RpcErrors.INVALID, "a batch has 1 to " + MOST + " messages");
    }
    List<Message> messages = new ArrayList<>();
    for (JsonNode item : array) {
      messages.add(of(item));
    }
    return new Body(messages, true);
  }

  private static Message of(JsonNode value) throws Malformed {
    if (!(value instanceof ObjectNode json)) {
      throw new Malformed(RpcErrors.INVALID, "a message is a JSON object");
    }
    if (!json.path("jsonrpc").asString("").equals("2.0")) {
      throw new Malformed(RpcErrors.INVALID, "a message has 'jsonrpc': '2.0'");
    }
    JsonNode method = json.path("method");
    JsonNode id = json.path("id");
    boolean named = id.isString() || id.isIntegralNumber();
    if (json.has("id") && !named && !(id.isNull() && json.has("error"))) {
      throw new Malformed(RpcErrors.INVALID, "an 'id' is a text or a whole number");
    }
    JsonNode params = json.path("params");
    if (!params.isMissingNode() && !params.isObject()) {
      throw new Malformed(RpcErrors.INVALID, "'params' is an object");
    }
    boolean replies = json.has("result") || json.has("error");
    if (method.isString() && !replies) {
      return named
          ? new Request(id, method.stringValue(), json)
          : new Notification(method.stringValue(), json);
    }
    if (json.has("id") && !json.has("method") && json.has("result") != json.has("error")) {
      return new Reply(id, json);
    }
    throw new Malformed(
        RpcErrors.INVALID, "a message has either a 'method', or an 'id' and a result or an error");
  }
}
