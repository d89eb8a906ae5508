package io.sextant.cli.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.gateway.protocol.Json;
import io.sextant.gateway.stream.SseFrame;
import io.sextant.gateway.stream.SseReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Carries messages between lines of text and a server that speaks Streamable HTTP. One thread
/// reads lines; each request then has one of its own, while everything else goes in order.
final class McpBridge {
  private static final int MOST_REQUESTS = 64;
  private static final int LONGEST_EVENT = 32 << 20;
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(5);
  private static final int FAILED = -32000;

  private final URI server;
  private final Optional<String> key;
  private final PrintStream out;
  private final PrintStream err;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore room = new Semaphore(MOST_REQUESTS);
  private volatile String session = "";
  private volatile String version = "";

  McpBridge(URI server, Optional<String> key, PrintStream out, PrintStream err) {
    this.server = server;
    this.key = key;
    this.out = out;
    this.err = err;
  }

  /// Carries lines until there are no more, then ends.
  void run(InputStream in) throws InterruptedException {
    carry(in);
    end();
  }

  private void carry(InputStream in) throws InterruptedException {
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          take(line);
        }
      }
    } catch (IOException e) {
      err.println("sextant: standard input broke off: " + e.getMessage());
    }
  }

  private void take(String line) throws InterruptedException {
    JsonNode message = read(line);
    String method = message.path("method").asString("");
    boolean asks = message.has("id") && !method.isEmpty();
    if (!asks || method.equals("initialize")) {
      exchange(line, message);
      if (method.equals("notifications/initialized")) {
        threads.execute(this::listen);
      }
      return;
    }
    room.acquire();
    threads.execute(() -> {
      try {
        exchange(line, message);
      } finally {
        room.release();
      }
    });
  }

  private static JsonNode read(String text) {
    try {
      return Json.value(text.getBytes(UTF_8));
    } catch (Json.Malformed _) {
      // The gateway says what is wrong with it.
      return Json.object();
    }
  }

  private HttpRequest.Builder request() {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server)
            .header("content-type", "application/json")
            .header("accept", "application/json, text/event-stream");
    key.ifPresent(it -> request.header("authorization", "Bearer " + it));
    if (!session.isEmpty()) {
      request.header("mcp-session-id", session);
    }
    if (!version.isEmpty()) {
      request.header("mcp-protocol-version", version);
    }
    return request;
  }

  private void exchange(String line, JsonNode message) {
    try {
      HttpResponse<InputStream> answer =
          client.send(
              request().POST(BodyPublishers.ofString(line)).build(), BodyHandlers.ofInputStream());
      answer.headers().firstValue("mcp-session-id").ifPresent(it -> session = it);
      Seen seen = answered(answer, message);
      while (!seen.replied() && !seen.last().isEmpty()) {
        seen = answered(events(seen.last()), message);
      }
    } catch (IOException e) {
      String why = "the gateway at " + server + " cannot be reached: " + e.getMessage();
      err.println("sextant: " + why);
      if (message.has("id")) {
        write(failure(message, why));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ObjectNode failure(JsonNode message, String why) {
    ObjectNode reply = Json.object().put("jsonrpc", "2.0");
    reply.set("id", message.path("id"));
    reply.putObject("error").put("code", FAILED).put("message", why);
    return reply;
  }

  /// What an answer brought.
  ///
  /// @param last id of its last event; empty when a stream cannot be taken up behind it
  private record Seen(boolean replied, String last) {}

  private Seen answered(HttpResponse<InputStream> answer, JsonNode message) throws IOException {
    String type = answer.headers().firstValue("content-type").orElse("");
    try (InputStream body = answer.body()) {
      if (type.startsWith("text/event-stream")) {
        return stream(body, message);
      }
      byte[] bytes = body.readAllBytes();
      if (bytes.length > 0) {
        JsonNode reply = read(new String(bytes, UTF_8));
        // What is wrong with a request as a whole is told without its id.
        if (reply instanceof ObjectNode error && error.path("id").isNull() && message.has("id")) {
          error.set("id", message.path("id"));
        }
        said(reply);
      } else if (answer.statusCode() >= 300 && message.has("id")) {
        said(failure(message, "the gateway answered with status " + answer.statusCode()));
      }
      return new Seen(true, "");
    }
  }

  private Seen stream(InputStream body, JsonNode message) throws IOException {
    boolean replied = !message.has("id") || !message.has("method");
    String last = "";
    SseReader reader = new SseReader(body, LONGEST_EVENT);
    for (var next = reader.next(); next.isPresent(); next = reader.next()) {
      SseFrame frame = SseFrame.of(next.get());
      last = frame.id().orElse(last);
      if (frame.data().filter(it -> !it.isBlank()).isPresent()) {
        JsonNode said = read(frame.data().get());
        replied |= !said.has("method") && said.path("id").equals(message.path("id"));
        said(said);
      }
    }
    return new Seen(replied, last);
  }

  private void said(JsonNode said) {
    if (said.path("result").has("protocolVersion")) {
      version = said.path("result").path("protocolVersion").asString("");
    }
    write(said);
  }

  private void write(JsonNode message) {
    synchronized (out) {
      out.println(new String(Json.bytes(message), UTF_8));
      out.flush();
    }
  }

  private HttpResponse<InputStream> events(String last) throws IOException, InterruptedException {
    Thread.sleep(AGAIN);
    HttpRequest.Builder request = request();
    if (!last.isEmpty()) {
      request.header("last-event-id", last);
    }
    return client.send(request.GET().build(), BodyHandlers.ofInputStream());
  }

  /// Takes what the server says by itself, until it does not offer that or the end.
  private void listen() {
    String last = "";
    try {
      while (!Thread.currentThread().isInterrupted()) {
        HttpResponse<InputStream> answer = events(last);
        if (answer.statusCode() != 200) {
          answer.body().close();
          return;
        }
        last = stream(answer.body(), Json.object()).last();
      }
    } catch (IOException e) {
      err.println("sextant: what the server says by itself does not come any more: " + e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waits for the last answers, then ends the session.
  private void end() throws InterruptedException {
    var _ = room.tryAcquire(MOST_REQUESTS, LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS);
    if (!session.isEmpty()) {
      try {
        var _ = client.send(request().DELETE().build(), BodyHandlers.discarding());
      } catch (IOException e) {
        err.println("sextant: the session could not be ended: " + e.getMessage());
      }
    }
    threads.shutdownNow();
    client.shutdownNow();
  }
}
