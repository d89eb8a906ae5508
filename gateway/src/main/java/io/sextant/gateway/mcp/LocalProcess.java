package io.sextant.gateway.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.gateway.access.Secret;
import io.sextant.gateway.config.LimitConfig;
import io.sextant.gateway.config.McpServerConfig.Place;
import io.sextant.gateway.mcp.Backend.Answer;
import io.sextant.gateway.protocol.Json;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpFields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A program that speaks MCP over standard input and output, for one session (MCP 2025-11-25,
/// Transports, stdio). Thread-safe.
final class LocalProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalProcess.class);

  /// Variables of the gateway that programs get: none that holds a secret.
  private static final List<String> ENVIRONMENT =
      List.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT", "APPDATA");

  private static final Duration STOP = Duration.ofSeconds(2);
  private static final int LONGEST_NOTE = 500;

  private final String id;
  private final Process process;
  private final OutputStream in;
  private final int most;
  private final Duration silence;
  private final Map<String, Mailbox> asked = new LinkedHashMap<>();
  private final Mailbox unasked = new Mailbox(List.of());
  private final ReentrantLock writing = new ReentrantLock();
  private boolean ended;
  private long used = System.nanoTime();

  private LocalProcess(String id, Process process, LimitConfig limits) {
    this.id = id;
    this.process = process;
    this.in = process.getOutputStream();
    this.most = limits.answerBytes();
    this.silence = limits.answerTime();
  }

  /// @throws Refusal when it cannot be started
  static LocalProcess start(String id, Place.Local place, LimitConfig limits) throws Refusal {
    ProcessBuilder builder = new ProcessBuilder(place.command());
    Map<String, String> own = new HashMap<>(builder.environment());
    builder.environment().keySet().retainAll(ENVIRONMENT);
    own.entrySet().stream()
        .filter(it -> it.getKey().equalsIgnoreCase("path"))
        .forEach(it -> builder.environment().put(it.getKey(), it.getValue()));
    place
        .environment()
        .forEach((String name, Secret value) -> builder.environment().put(name, value.reveal()));
    place.folder().ifPresent(folder -> builder.directory(folder.toFile()));
    try {
      LocalProcess started = new LocalProcess(id, builder.start(), limits);
      Thread.ofVirtual().name("mcp-" + id).start(started::read);
      Thread.ofVirtual().name("mcp-" + id + "-notes").start(started::notes);
      return started;
    } catch (IOException e) {
      LOG.error("the MCP server {} cannot be started", id, e);
      throw new Refusal(502, Refusal.UPSTREAM_FAILED, "the MCP server cannot be started");
    }
  }

  synchronized boolean ended() {
    return ended;
  }

  /// How long nothing was asked of it.
  synchronized Duration idle() {
    return asked.isEmpty() ? Duration.ofNanos(System.nanoTime() - used) : Duration.ZERO;
  }

  /// Sends messages, and gives a stream that ends with their replies.
  ///
  /// @param bytes the body as it goes on
  Answer send(Message.Body body, byte[] bytes, HttpFields headers) throws Refusal {
    List<String> keys =
        body.messages().stream()
            .flatMap(it ->
                it instanceof Message.Request request
                    ? Stream.of(request.key())
                    : Stream.<String>empty())
            .toList();
    Mailbox replies = new Mailbox(keys);
    synchronized (this) {
      if (ended) {
        throw gone();
      }
      used = System.nanoTime();
      for (String key : keys) {
        asked.put(key, replies);
      }
    }
    writeInTurn(bytes);
    return keys.isEmpty()
        ? new Answer.Whole(202, headers, new byte[0])
        : new Answer.Stream(200, headers, replies.frames(silence));
  }

  private static Refusal gone() {
    return new Refusal(502, Refusal.UPSTREAM_FAILED, "the program of this MCP server has ended");
  }

  /// Not under the lock of this object: who reads from the program needs that, and a program that
  /// is not read from does not read.
  private void writeInTurn(byte[] bytes) throws Refusal {
    try {
      if (!writing.tryLock(silence.toMillis(), TimeUnit.MILLISECONDS)) {
        close();
        throw new Refusal(
            504, Refusal.UPSTREAM_FAILED, "the program of this MCP server takes nothing any more");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refusal(503, Refusal.UPSTREAM_FAILED, "the gateway is stopping");
    }
    try {
      write(bytes);
    } catch (IOException e) {
      throw gone();
    } finally {
      writing.unlock();
    }
  }

  /// One message a line. A batch goes as its messages: the transport has none.
  private void write(byte[] bytes) throws IOException {
    try {
      for (Message message : Message.read(bytes).messages()) {
        in.write(Json.bytes(message.json()));
        in.write('\n');
      }
    } catch (Message.Malformed e) {
      throw new IllegalStateException("what was decided is no message any more", e);
    }
    in.flush();
  }

  /// What the program says that answers nothing.
  Answer listen() {
    return new Answer.Stream(200, HttpFields.EMPTY, unasked.frames(Duration.ofHours(1)));
  }

  private void read() {
    try (InputStream out = new BufferedInputStream(process.getInputStream())) {
      Optional<byte[]> line = line(out);
      while (line.isPresent()) {
        said(line.get());
        line = line(out);
      }
    } catch (IOException e) {
      LOG.warn("the MCP server {} is stopped: {}", id, e.getMessage());
    } finally {
      close();
    }
  }

  private Optional<byte[]> line(InputStream out) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int b = out.read();
    while (b >= 0 && b != '\n') {
      line.write(b);
      if (line.size() > most) {
        throw new IOException("it wrote a line of more than " + most + " bytes");
      }
      b = out.read();
    }
    return b < 0 && line.size() == 0 ? Optional.empty() : Optional.of(line.toByteArray());
  }

  private void said(byte[] line) {
    Message.Body body;
    try {
      body = Message.read(line);
    } catch (Message.Malformed e) {
      // Programs print what they like before they mind the protocol; nobody is to act on it.
      LOG.warn(
          "the MCP server {} wrote a line that is no message: {}",
          id,
          shortened(new String(line, UTF_8)));
      return;
    }
    for (Message message : body.messages()) {
      mailbox(message)
          .put(
              Json.bytes(message.json()),
              message instanceof Message.Reply reply ? reply.key() : "");
    }
  }

  private static String shortened(String text) {
    String plain = text.strip().replaceAll("\\p{Cntrl}", " ");
    return plain.length() > LONGEST_NOTE ? plain.substring(0, LONGEST_NOTE) + "…" : plain;
  }

  /// A reply belongs to its request; anything else to the request that is worked on, if any: most
  /// clients listen there, and the transport does not tell.
  private synchronized Mailbox mailbox(Message message) {
    if (message instanceof Message.Reply reply) {
      return Optional.ofNullable(asked.remove(reply.key())).orElse(unasked);
    }
    return asked.isEmpty() || !(message instanceof Message.Request || isProgress(message))
        ? unasked
        : asked.values().iterator().next();
  }

  private static boolean isProgress(Message message) {
    return message instanceof Message.Notification note
        && (note.method().equals(Methods.PROGRESS)
            || note.method().equals("notifications/message"));
  }

  private void notes() {
    try (InputStream err = new BufferedInputStream(process.getErrorStream())) {
      byte[] buffer = new byte[LONGEST_NOTE];
      for (int count = err.read(buffer); count >= 0; count = err.read(buffer)) {
        LOG.debug("{}: {}", id, shortened(new String(buffer, 0, count, UTF_8)));
      }
    } catch (IOException e) {
      LOG.debug("the notes of {} broke off", id, e);
    }
  }

  /// Ends the program: its input is closed, and when it does not go by itself it is killed.
  @Override
  public void close() {
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      asked.values().forEach(Mailbox::end);
      asked.clear();
      unasked.end();
    }
    // A program that does not read holds up who closes its input.
    Thread.ofVirtual().name("mcp-" + id + "-input").start(this::closeInput);
    Thread.ofVirtual().name("mcp-" + id + "-end").start(this::reap);
  }

  private void closeInput() {
    try {
      in.close();
    } catch (IOException e) {
      LOG.debug("the input of {} did not close in order", id, e);
    }
  }

  private void reap() {
    try {
      if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroy();
        if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
          process.destroyForcibly();
        }
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
