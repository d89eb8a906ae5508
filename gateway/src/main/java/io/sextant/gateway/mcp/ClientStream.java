package io.sextant.gateway.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.gateway.protocol.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a client is answered: one body, or events as they come. While events are awaited a comment
/// goes out from time to time, so that nobody between takes the connection for dead and a client
/// that left is noticed. Thread-safe.
final class ClientStream implements Waiting, AutoCloseable {
  private static final Duration BEAT = Duration.ofSeconds(10);
  private static final byte[] COMMENT = ": waiting\n\n".getBytes(UTF_8);

  /// Progress has to grow, and that of the server begins later.
  private static final BigDecimal STEP = new BigDecimal("0.000001");

  private final Response response;
  private final boolean takesEvents;
  private final CompletableFuture<Void> gone = new CompletableFuture<>();
  private final Thread beat = Thread.ofVirtual().name("mcp-beat").unstarted(this::beat);
  private Optional<OutputStream> out = Optional.empty();
  private Optional<ObjectNode> progress = Optional.empty();
  private boolean closed;

  /// @param takesEvents whether the client accepts `text/event-stream`
  ClientStream(Response response, boolean takesEvents) {
    this.response = response;
    this.takesEvents = takesEvents;
  }

  /// Whether events go out, so that no status or header can be set any more.
  synchronized boolean streams() {
    return out.isPresent();
  }

  /// Begins to send events.
  synchronized void open(HttpFields headers) throws IOException {
    if (out.isPresent()) {
      return;
    }
    response.setStatus(200);
    headers.forEach(response.getHeaders()::add);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache, no-transform");
    OutputStream sink = Content.Sink.asOutputStream(response);
    out = Optional.of(sink);
    sink.flush();
    beat.start();
  }

  /// Sends an event as it is.
  synchronized void frame(byte[] bytes) throws IOException {
    OutputStream sink = out.orElseThrow();
    try {
      sink.write(bytes);
      sink.flush();
    } catch (IOException e) {
      gone.complete(null);
      throw e;
    }
  }

  /// Sends a message as an event.
  void message(ObjectNode json) throws IOException {
    frame(
        ("event: message\ndata: " + new String(Json.bytes(json), UTF_8) + "\n\n").getBytes(UTF_8));
  }

  /// Answers with one body, or with its messages as events when those go out already.
  synchronized void whole(int status, HttpFields headers, byte[] body) throws IOException {
    response.setStatus(status);
    headers.forEach(response.getHeaders()::add);
    if (body.length > 0) {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    }
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    try (OutputStream sink = Content.Sink.asOutputStream(response)) {
      sink.write(body);
    }
  }

  @Override
  public void begin(JsonNode token, String message) {
    if (!takesEvents) {
      return;
    }
    try {
      synchronized (this) {
        progress = token.isMissingNode() ? Optional.empty() : Optional.of(progress(token, message));
      }
      open(HttpFields.EMPTY);
      tick(1);
    } catch (IOException _) {
      gone.complete(null);
    }
  }

  private static ObjectNode progress(JsonNode token, String message) {
    ObjectNode note = Json.object().put("jsonrpc", "2.0").put("method", Methods.PROGRESS);
    ObjectNode params = note.putObject("params");
    params.set("progressToken", token);
    params.put("message", message);
    return note;
  }

  /// What is awaited has come.
  synchronized void waited() {
    progress = Optional.empty();
  }

  @Override
  public CompletableFuture<Void> gone() {
    return gone.copy();
  }

  private void beat() {
    try {
      for (int count = 2; ; count++) {
        Thread.sleep(BEAT);
        tick(count);
      }
    } catch (InterruptedException | IOException _) {
      gone.complete(null);
    }
  }

  private synchronized void tick(int count) throws IOException {
    if (closed) {
      throw new IOException("the stream is over");
    }
    if (progress.isEmpty()) {
      frame(COMMENT);
      return;
    }
    ObjectNode note = progress.get();
    ((ObjectNode) note.path("params"))
        .put("progress", STEP.multiply(BigDecimal.valueOf(count)).doubleValue());
    message(note);
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    beat.interrupt();
    if (out.isPresent()) {
      out.get().close();
    }
  }
}
