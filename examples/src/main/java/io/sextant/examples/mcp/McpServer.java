package io.sextant.examples.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A small MCP server over standard input and output (MCP 2025-11-25): one message a line.
public final class McpServer {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String EDITION = "2025-11-25";
  private static final int NO_METHOD = -32601;
  private static final int NO_JSON = -32700;

  private final Offer offer;

  public McpServer(Offer offer) {
    this.offer = offer;
  }

  /// Answers lines until there are no more.
  public void run(InputStream in, PrintStream out) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      answer(line)
          .ifPresent(reply -> {
            out.println(JSON.writeValueAsString(reply));
            out.flush();
          });
    }
  }

  private Optional<ObjectNode> answer(String line) {
    JsonNode message;
    try {
      message = JSON.readTree(line);
    } catch (JacksonException e) {
      return Optional.of(error(JSON.nullNode(), NO_JSON, "this is no JSON"));
    }
    if (!message.has("id") || !message.has("method")) {
      return Optional.empty();
    }
    JsonNode id = message.path("id");
    return Optional.of(
        switch (message.path("method").asString("")) {
          case "initialize" -> result(id, begun());
          case "ping" -> result(id, JSON.createObjectNode());
          case "tools/list" -> result(id, tools());
          case "tools/call" -> result(id, called(message.path("params")));
          default -> error(id, NO_METHOD, "this server has no such method");
        });
  }

  private static ObjectNode reply(JsonNode id) {
    ObjectNode reply = JSON.createObjectNode().put("jsonrpc", "2.0");
    reply.set("id", id);
    return reply;
  }

  private static ObjectNode result(JsonNode id, ObjectNode result) {
    ObjectNode reply = reply(id);
    reply.set("result", result);
    return reply;
  }

  private static ObjectNode error(JsonNode id, int code, String text) {
    ObjectNode reply = reply(id);
    reply.putObject("error").put("code", code).put("message", text);
    return reply;
  }

  private ObjectNode begun() {
    ObjectNode result = JSON.createObjectNode().put("protocolVersion", EDITION);
    result.putObject("capabilities").putObject("tools");
    result.putObject("serverInfo").put("name", offer.label()).put("version", "1");
    return result;
  }

  private ObjectNode tools() {
    ObjectNode result = JSON.createObjectNode();
    ArrayNode list = result.putArray("tools");
    for (Offer.Tool tool : offer.tools()) {
      ObjectNode each =
          list.addObject().put("name", tool.name()).put("description", tool.description());
      ObjectNode schema = each.putObject("inputSchema").put("type", "object");
      ObjectNode properties = schema.putObject("properties");
      tool.parameters()
          .forEach((name, meaning) ->
              properties.putObject(name).put("type", "string").put("description", meaning));
    }
    return result;
  }

  private ObjectNode called(JsonNode params) {
    SequencedMap<String, String> arguments = new LinkedHashMap<>();
    params
        .path("arguments")
        .properties()
        .forEach(it -> arguments.put(it.getKey(), it.getValue().asString("")));
    ObjectNode result = JSON.createObjectNode();
    result
        .putArray("content")
        .addObject()
        .put("type", "text")
        .put("text", offer.call(params.path("name").asString(""), arguments));
    return result;
  }
}
