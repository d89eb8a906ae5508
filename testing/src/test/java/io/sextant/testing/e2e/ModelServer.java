package io.sextant.testing.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Executors;

/// A stand-in for the providers' servers that gives a secret away when asked anything, whole or in
/// pieces that cut the secret apart.
final class ModelServer implements AutoCloseable {
  static final String SECRET = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";

  private static final List<String> PIECES =
      List.of("It is ", "ghp_16C7e42F2", "92c6912E7710c8", "38347Ae178B4a", " as far as I know.");

  private final HttpServer server;

  ModelServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/chat/completions", this::chat);
    server.createContext("/v1/messages", this::messages);
    server.createContext(
        "/v1/embeddings",
        exchange ->
            json(
                exchange,
                "{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":\"AACAPwAAAEA=\"}],\"model\":\"e\",\"usage\":{\"prompt_tokens\":1,\"total_tokens\":1}}"));
    server.createContext(
        "/v1/models",
        exchange ->
            json(exchange, "{\"object\":\"list\",\"data\":[{\"id\":\"m\",\"object\":\"model\"}]}"));
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void chat(HttpExchange exchange) throws IOException {
    if (!wantsStream(exchange)) {
      json(
          exchange,
          "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
              + String.join("", PIECES)
              + "\"},\"finish_reason\":\"stop\"}]}");
      return;
    }
    StringBuilder events = new StringBuilder();
    String head =
        "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,";
    PIECES.forEach(piece ->
        events.append(head).append("\"delta\":{\"content\":\"").append(piece).append("\"}}]}\n\n"));
    events.append(head).append("\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
    stream(exchange, events.toString());
  }

  private void messages(HttpExchange exchange) throws IOException {
    if (!wantsStream(exchange)) {
      json(
          exchange,
          "{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[{\"type\":\"text\",\"text\":\""
              + String.join("", PIECES)
              + "\"}],\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}");
      return;
    }
    StringBuilder events = new StringBuilder();
    event(
        events,
        "message_start",
        "\"message\":{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[],\"stop_reason\":null,\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}");
    event(
        events,
        "content_block_start",
        "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}");
    PIECES.forEach(piece ->
        event(
            events,
            "content_block_delta",
            "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + piece + "\"}"));
    event(events, "content_block_stop", "\"index\":0");
    event(
        events,
        "message_delta",
        "\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":9}");
    events.append("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
    stream(exchange, events.toString());
  }

  private static void event(StringBuilder events, String type, String fields) {
    events
        .append("event: ")
        .append(type)
        .append("\ndata: {\"type\":\"")
        .append(type)
        .append("\",")
        .append(fields)
        .append("}\n\n");
  }

  private static boolean wantsStream(HttpExchange exchange) throws IOException {
    return new String(exchange.getRequestBody().readAllBytes(), UTF_8).contains("\"stream\":true");
  }

  private static void json(HttpExchange exchange, String body) throws IOException {
    send(exchange, "application/json", body);
  }

  private static void stream(HttpExchange exchange, String events) throws IOException {
    send(exchange, "text/event-stream", events);
  }

  private static void send(HttpExchange exchange, String type, String body) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write(body.getBytes(UTF_8));
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
