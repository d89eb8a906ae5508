package io.sextant.gateway.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.gateway.mcp.Backend.Answer;
import io.sextant.gateway.protocol.Json;
import io.sextant.gateway.stream.SseFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpFields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Takes what a server answers to its client, each message decided. For one thread.
final class Relay {
  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
  private static final int MULTIPLE = 300;

  private final FromServer decides;
  private final ClientStream out;
  private final Consumer<ObjectNode> back;

  /// Requests of the client that this answer has to reply to.
  private final Map<String, Message.Request> open = new LinkedHashMap<>();

  /// @param back takes what a server is answered in the place of its client
  Relay(FromServer decides, ClientStream out, Consumer<ObjectNode> back) {
    this.decides = decides;
    this.out = out;
    this.back = back;
  }

  /// Names what has to be replied to, so that a client never waits for a server that failed.
  void awaits(List<Message> messages) {
    for (Message message : messages) {
      if (message instanceof Message.Request request) {
        open.put(request.key(), request);
      }
    }
  }

  /// Replies in the place of a server that failed.
  List<ObjectNode> failed(Refusal refusal) {
    List<ObjectNode> replies = new ArrayList<>();
    for (Message.Request request : open.values()) {
      replies.add(
          RpcErrors.of(
              request.id(),
              refusal.rpc(),
              refusal.text(),
              Json.object().put("code", refusal.code())));
    }
    open.clear();
    return replies;
  }

  /// Takes a stream over.
  ///
  /// @param ahead replies that this gateway gave itself
  void stream(Answer.Stream answer, List<ObjectNode> ahead) throws IOException, Refusal {
    out.open(Headers.toClient(answer.headers()));
    for (ObjectNode reply : ahead) {
      out.message(reply);
    }
    try {
      Optional<byte[]> frame = answer.frames().next();
      while (frame.isPresent()) {
        frame(frame.get());
        frame = answer.frames().next();
      }
    } catch (Message.Malformed e) {
      LOG.warn("an MCP server sent what is no message: {}", e.getMessage());
      failInStream(
          new Refusal(502, Refusal.UNREADABLE_ANSWER, "the MCP server sent what cannot be read"));
    } catch (IOException e) {
      if (out.gone().isDone()) {
        throw e;
      }
      LOG.debug("a stream of an MCP server broke", e);
      failInStream(
          new Refusal(502, Refusal.UPSTREAM_FAILED, "the MCP server broke its answer off"));
    }
  }

  void failInStream(Refusal refusal) throws IOException {
    for (ObjectNode reply : failed(refusal)) {
      out.message(reply);
    }
  }

  private void frame(byte[] bytes) throws IOException, Message.Malformed, Refusal {
    SseFrame frame = SseFrame.of(bytes);
    String data = frame.data().orElse("");
    if (data.isBlank()) {
      out.frame(bytes);
      return;
    }
    Message.Body body = Message.read(data.getBytes(UTF_8));
    List<ObjectNode> passed = new ArrayList<>();
    boolean changed = decided(body, passed);
    if (!changed) {
      out.frame(bytes);
    } else if (passed.isEmpty()) {
      // The place in the stream stays, so that it can be taken up behind it.
      out.frame(frame.id().isPresent() ? frame.with(new byte[0]) : ":\n\n".getBytes(UTF_8));
    } else {
      out.frame(frame.with(body(passed, body.batch())));
    }
  }

  /// Decides about each message.
  ///
  /// @param passed gets what goes on
  /// @return whether anything is not as it was
  private boolean decided(Message.Body body, List<ObjectNode> passed) throws Refusal {
    boolean changed = false;
    for (Message message : body.messages()) {
      if (message instanceof Message.Reply reply) {
        open.remove(reply.key());
      }
      switch (decides.of(message)) {
        case Outcome.Pass(ObjectNode json, boolean other) -> {
          passed.add(json);
          changed |= other;
        }
        case Outcome.Back(ObjectNode reply) -> {
          back.accept(reply);
          changed = true;
        }
        case Outcome.Drop() -> changed = true;
      }
    }
    return changed;
  }

  /// Gives an answer that came all at once.
  void whole(Answer.Whole answer, List<ObjectNode> ahead, boolean batch)
      throws IOException, Refusal {
    HttpFields headers = Headers.toClient(answer.headers());
    boolean good = answer.status() < MULTIPLE;
    if (answer.body().length == 0 || (!good && !isMessage(answer.body()))) {
      empty(answer.status(), headers, ahead, batch);
      return;
    }
    Message.Body body;
    try {
      body = Message.read(answer.body());
    } catch (Message.Malformed e) {
      throw new Refusal(
          502,
          Refusal.UNREADABLE_ANSWER,
          "the answer of the MCP server cannot be read: " + e.getMessage());
    }
    List<ObjectNode> passed = new ArrayList<>(ahead);
    boolean changed = decided(body, passed) || !ahead.isEmpty();
    give(
        answer.status(),
        headers,
        passed,
        changed || out.streams() ? body(passed, batch || body.batch()) : answer.body());
  }

  private static boolean isMessage(byte[] body) {
    try {
      return !Message.read(body).messages().isEmpty();
    } catch (Message.Malformed _) {
      return false;
    }
  }

  /// What a server says with a bare status; its words are not passed on, for no detector reads
  /// them.
  private void empty(int status, HttpFields headers, List<ObjectNode> ahead, boolean batch)
      throws IOException {
    List<ObjectNode> replies = new ArrayList<>(ahead);
    if (status >= MULTIPLE) {
      replies.addAll(
          failed(
              new Refusal(
                  status,
                  status == 404 ? RpcErrors.NO_SESSION : RpcErrors.REFUSED,
                  Refusal.UPSTREAM_FAILED,
                  "the MCP server answered with status " + status)));
    }
    give(status, headers, replies, replies.isEmpty() ? new byte[0] : body(replies, batch));
  }

  /// Gives messages as a body, or as events when those go out already.
  void give(int status, HttpFields headers, List<ObjectNode> messages, byte[] body)
      throws IOException {
    if (out.streams()) {
      for (ObjectNode message : messages) {
        out.message(message);
      }
    } else {
      out.whole(status, headers, body);
    }
  }

  static byte[] body(List<ObjectNode> messages, boolean batch) {
    if (!batch && messages.size() == 1) {
      return Json.bytes(messages.getFirst());
    }
    ArrayNode array = Json.object().arrayNode();
    messages.forEach((JsonNode message) -> array.add(message));
    return Json.bytes(array);
  }
}
