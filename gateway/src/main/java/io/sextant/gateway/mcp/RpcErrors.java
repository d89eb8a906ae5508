package io.sextant.gateway.mcp;

import io.sextant.gateway.protocol.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Errors in the words of JSON-RPC 2.0 §5.1 and of MCP.
public final class RpcErrors {
  static final int PARSE = -32700;
  static final int INVALID = -32600;

  /// What this gateway refuses; `data` has more.
  static final int REFUSED = -32050;

  /// There is no such session (as the reference implementations answer).
  static final int NO_SESSION = -32001;

  private RpcErrors() {}

  /// An error that answers no message in particular.
  ///
  /// @param code of this project, see `docs/errors.md`
  public static ObjectNode unasked(String code, String message) {
    return of(Json.object().nullNode(), REFUSED, message, Json.object().put("code", code));
  }

  static ObjectNode of(JsonNode id, int code, String message, ObjectNode data) {
    ObjectNode reply = Json.object().put("jsonrpc", "2.0");
    reply.set("id", id);
    ObjectNode error = reply.putObject("error").put("code", code).put("message", message);
    if (!data.isEmpty()) {
      error.set("data", data);
    }
    return reply;
  }

  /// The failure of a tool, which the model is told and can act on (MCP 2025-11-25, Tools, Error
  /// Handling).
  static ObjectNode toolFailure(JsonNode id, String message, ObjectNode data) {
    ObjectNode reply = Json.object().put("jsonrpc", "2.0");
    reply.set("id", id);
    ObjectNode result = reply.putObject("result");
    result.putArray("content").addObject().put("type", "text").put("text", message);
    result.put("isError", true);
    result.putObject("_meta").set("io.sextant/decision", data);
    return reply;
  }
}
