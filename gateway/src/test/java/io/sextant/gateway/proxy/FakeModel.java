package io.sextant.gateway.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// A model's server on loopback that answers as it is told and remembers what it was asked.
final class FakeModel implements AutoCloseable {
  private final HttpServer server;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private volatile Function<Asked, Said> script = _ -> Said.json(200, "{\"choices\":[]}");

  /// A request as it arrived.
  record Asked(
      String method, String path, java.util.Map<String, List<String>> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name, List.of("")).getFirst();
    }
  }

  /// An answer; several pieces are sent one by one.
  record Said(int status, String type, List<String> pieces) {
    static Said json(int status, String body) {
      return new Said(status, "application/json", List.of(body));
    }

    static Said stream(String... events) {
      return new Said(200, "text/event-stream", List.of(events));
    }

    static Said chat(String text) {
      return json(
          200,
          "{\"id\":\"c\",\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
              + text
              + "\"},\"finish_reason\":\"stop\"}]}");
    }
  }

  FakeModel() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  void says(Said said) {
    script = _ -> said;
  }

  void says(Function<Asked, Said> answers) {
    script = answers;
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  Asked last() {
    return asked.getLast();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    Asked now =
        new Asked(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders(),
            new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    asked.add(now);
    Said said = script.apply(now);
    exchange.getResponseHeaders().add("Content-Type", said.type());
    exchange.getResponseHeaders().add("Set-Cookie", "upstream=1");
    exchange.sendResponseHeaders(said.status(), 0);
    try (var out = exchange.getResponseBody()) {
      for (String piece : said.pieces()) {
        out.write(piece.getBytes(UTF_8));
        out.flush();
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
