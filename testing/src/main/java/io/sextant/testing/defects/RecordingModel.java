package io.sextant.testing.defects;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// A server of models that remembers what reaches it and says what it is told to.
final class RecordingModel implements AutoCloseable {
  /// What reached it.
  record Received(String path, Map<String, List<String>> headers, String body) {}

  /// What it answers.
  sealed interface Answer {
    /// All at once.
    record Whole(String body) implements Answer {}

    /// A stream whose rest comes only when the gate opens.
    record Stream(String first, CountDownLatch gate, String rest) implements Answer {}
  }

  static final Answer FINE =
      new Answer.Whole(
          "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
              + "\"message\":{\"role\":\"assistant\",\"content\":\"Fine.\"},\"finish_reason\":\"stop\"}]}");

  private final HttpServer server;
  private final List<Received> received = Collections.synchronizedList(new ArrayList<>());
  private volatile Answer answer = FINE;

  RecordingModel() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void answers(Answer next) {
    answer = next;
  }

  /// How many requests reached it.
  int count() {
    return received.size();
  }

  /// The last that reached it.
  Received last() {
    return received.getLast();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      received.add(
          new Received(
              exchange.getRequestURI().toString(),
              Map.copyOf(exchange.getRequestHeaders()),
              new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
      switch (answer) {
        case Answer.Whole(String body) -> {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(body.getBytes(UTF_8));
        }
        case Answer.Stream(String first, CountDownLatch gate, String rest) -> {
          exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
          exchange.sendResponseHeaders(200, 0);
          OutputStream out = exchange.getResponseBody();
          out.write(first.getBytes(UTF_8));
          out.flush();
          await(gate);
          out.write(rest.getBytes(UTF_8));
        }
      }
    }
  }

  private static void await(CountDownLatch gate) {
    try {
      if (!gate.await(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody read the beginning of the stream");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
