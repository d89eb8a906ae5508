package io.sextant.gateway.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sextant.gateway.protocol.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An MCP server on loopback that says what it is told to, also what no server should.
final class ScriptedServer implements AutoCloseable {
  private final HttpServer server;
  private final List<Got> got = new CopyOnWriteArrayList<>();
  private final Map<String, Function<JsonNode, String>> results = new ConcurrentHashMap<>();
  private volatile Raw raw = _ -> false;

  /// A request as it arrived.
  record Got(String method, Map<String, List<String>> headers, String body) {
    JsonNode json() {
      try {
        return Json.value(body.getBytes(UTF_8));
      } catch (Json.Malformed e) {
        throw new IllegalStateException(e);
      }
    }

    String header(String name) {
      return headers.getOrDefault(name, List.of("")).getFirst();
    }
  }

  /// Answers by itself what it wants to.
  interface Raw {
    boolean answered(HttpExchange exchange) throws IOException;
  }

  ScriptedServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/mcp", this::answer);
    server.start();
    says(
        "initialize",
        _ ->
            "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{\"tools\":{}},\"serverInfo\":{\"name\":\"s\",\"version\":\"1\"}}");
    says("tools/list", _ -> "{\"tools\":[]}");
    says("tools/call", _ -> text("done"));
  }

  static String text(String text) {
    ObjectNode result = Json.object();
    result.putArray("content").addObject().put("type", "text").put("text", text);
    return new String(Json.bytes(result), UTF_8);
  }

  /// The result of a method, as JSON.
  void says(String method, Function<JsonNode, String> result) {
    results.put(method, result);
  }

  void offers(String... tools) {
    says("tools/list", _ -> "{\"tools\":[" + String.join(",", tools) + "]}");
  }

  void answers(Raw by) {
    raw = by;
  }

  List<Got> got() {
    return List.copyOf(got);
  }

  List<Got> got(String method) {
    return got.stream().filter(it -> it.body().contains("\"" + method + "\"")).toList();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/mcp");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      got.add(
          new Got(
              exchange.getRequestMethod(),
              exchange.getRequestHeaders(),
              new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
      if (raw.answered(exchange)) {
        return;
      }
      if (!exchange.getRequestMethod().equals("POST")) {
        exchange.sendResponseHeaders(405, -1);
        return;
      }
      JsonNode message = got.getLast().json();
      if (!message.has("id") || !message.has("method")) {
        exchange.sendResponseHeaders(202, -1);
        return;
      }
      String method = message.path("method").stringValue();
      if (method.equals("initialize")) {
        exchange.getResponseHeaders().add("Mcp-Session-Id", "session-" + got.size());
      }
      send(
          exchange,
          200,
          "application/json",
          "{\"jsonrpc\":\"2.0\",\"id\":"
              + message.path("id")
              + ",\"result\":"
              + results.getOrDefault(method, _ -> "{}").apply(message.path("params"))
              + "}");
    }
  }

  static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
