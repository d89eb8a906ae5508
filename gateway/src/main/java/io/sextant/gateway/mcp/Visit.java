package io.sextant.gateway.mcp;

import io.sextant.gateway.access.Principal;
import io.sextant.gateway.access.Secret;
import io.sextant.gateway.inbound.Remainder;
import io.sextant.gateway.mcp.Backend.Answer;
import io.sextant.gateway.mcp.Backend.Call;
import io.sextant.gateway.mcp.McpDoor.Room;
import io.sextant.gateway.mcp.McpDoor.Served;
import io.sextant.gateway.protocol.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/// One request of an agent to an MCP server (MCP 2025-11-25, Streamable HTTP). For one thread.
final class Visit {
  private static final Logger LOG = LoggerFactory.getLogger(Visit.class);

  /// Editions in which messages may come in batches.
  private static final Set<String> WITH_BATCHES = Set.of("2024-11-05", "2025-03-26");

  private static final Pattern SESSION_ID = Pattern.compile("[\\x21-\\x7E]{1,512}");
  private static final int LONGEST_NAME = 128;

  private final Room room;
  private final Served to;
  private final Principal principal;
  private final Optional<Secret> credential;

  Visit(Room room, Served to, Principal principal, Optional<Secret> credential) {
    this.room = room;
    this.to = to;
    this.principal = principal;
    this.credential = credential;
  }

  void answer(Request request, Response response) throws Refusal, IOException {
    String sessionId = sessionId(request);
    Optional<McpSession> known =
        sessionId.isEmpty()
            ? Optional.empty()
            : room.sessions().find(to.config().id(), sessionId, principal.id());
    if (!sessionId.isEmpty() && known.isEmpty()) {
      throw new Refusal(
          404,
          RpcErrors.NO_SESSION,
          Refusal.NO_SESSION,
          "there is no such session, or it is over; begin a new one");
    }
    McpSession session = known.orElseGet(() -> new McpSession(principal.id()));
    Exchange exchange =
        Exchange.of(
            room.services(),
            room.tools(),
            room.holds(),
            new Exchange.Parties(
                principal,
                to.config(),
                session,
                room.trails().of(principal.id(), agentSession(request)),
                sessionId));
    Call call = new Call(Headers.toServer(request.getHeaders()), credential, sessionId);
    try (ClientStream out = new ClientStream(response, takesEvents(request))) {
      switch (request.getMethod()) {
        case "POST" -> post(request, exchange, call, out);
        case "GET" -> listen(exchange, call, out);
        case "DELETE" -> end(exchange, call, out);
        default -> throw new Refusal(405, Refusal.UNKNOWN_PATH, "this method is not offered here");
      }
    }
  }

  private static String sessionId(Request request) throws Refusal {
    String given = request.getHeaders().get(Headers.SESSION);
    if (given != null && !SESSION_ID.matcher(given).matches()) {
      throw new Refusal(400, Refusal.MALFORMED, "this is no id of a session");
    }
    return given == null ? "" : given;
  }

  private static String agentSession(Request request) {
    String named = request.getHeaders().get("sextant-session");
    String session = named == null ? "" : named;
    return session.length() > LONGEST_NAME ? session.substring(0, LONGEST_NAME) : session;
  }

  private static boolean takesEvents(Request request) {
    return request.getHeaders().getCSV(HttpHeader.ACCEPT, false).stream()
        .map(it -> it.toLowerCase(Locale.ROOT))
        .anyMatch(it -> it.startsWith("text/event-stream") || it.startsWith("*/*"));
  }

  private void post(Request request, Exchange exchange, Call call, ClientStream out)
      throws Refusal, IOException {
    byte[] raw = body(request);
    Message.Body body = read(raw, request, exchange.parties().session());
    FromClient decides = new FromClient(exchange, out);
    List<ObjectNode> on = new ArrayList<>();
    List<Message> going = new ArrayList<>();
    List<ObjectNode> back = new ArrayList<>();
    boolean changed = false;
    for (Message message : body.messages()) {
      switch (decided(decides, message, out)) {
        case Outcome.Pass(ObjectNode json, boolean other) -> {
          on.add(json);
          going.add(message);
          changed |= other;
        }
        case Outcome.Back(ObjectNode reply) -> {
          back.add(reply);
          changed = true;
        }
        case Outcome.Drop() -> changed = true;
      }
    }
    out.waited();
    Relay relay = relay(exchange, call, out);
    relay.awaits(going);
    if (on.isEmpty()) {
      byte[] replies = back.isEmpty() ? new byte[0] : Relay.body(back, body.batch());
      relay.give(back.isEmpty() ? 202 : 200, HttpFields.EMPTY, back, replies);
      return;
    }
    byte[] sent = changed ? Relay.body(on, body.batch()) : raw;
    try (Answer answer = to.backend().post(call, new Message.Body(going, body.batch()), sent)) {
      begun(answer, exchange);
      give(answer, relay, back, body.batch());
    } catch (Refusal e) {
      failed(e, relay, back, body.batch());
    }
  }

  /// What cannot be written down while events go out already ends the exchange.
  private static Outcome decided(FromClient decides, Message message, ClientStream out)
      throws Refusal, IOException {
    try {
      return decides.of(message);
    } catch (Refusal e) {
      if (out.streams() && message instanceof Message.Request request) {
        return new Outcome.Back(
            RpcErrors.of(request.id(), e.rpc(), e.text(), Json.object().put("code", e.code())));
      }
      throw e;
    }
  }

  private static void failed(Refusal refusal, Relay relay, List<ObjectNode> back, boolean batch)
      throws IOException, Refusal {
    List<ObjectNode> replies = new ArrayList<>(back);
    replies.addAll(relay.failed(refusal));
    if (replies.isEmpty()) {
      throw refusal;
    }
    relay.give(refusal.status(), HttpFields.EMPTY, replies, Relay.body(replies, batch));
  }

  private static void give(Answer answer, Relay relay, List<ObjectNode> back, boolean batch)
      throws IOException, Refusal {
    switch (answer) {
      case Answer.Stream stream -> relay.stream(stream, back);
      case Answer.Whole whole -> relay.whole(whole, back, batch);
    }
  }

  private Relay relay(Exchange exchange, Call call, ClientStream out) {
    return new Relay(new FromServer(exchange), out, reply -> answerServer(call, reply));
  }

  /// Answers a server in the place of its client, whom its request does not reach.
  private void answerServer(Call call, ObjectNode reply) {
    try {
      byte[] bytes = Json.bytes(reply);
      to.backend().post(call, Message.read(bytes), bytes).close();
    } catch (Refusal | Message.Malformed e) {
      LOG.warn("the MCP server {} could not be told that it is refused", to.config().id(), e);
    }
  }

  private void begun(Answer answer, Exchange exchange) {
    String id = answer.headers().get(Headers.SESSION);
    if (id != null
        && exchange.parties().sessionId().isEmpty()
        && SESSION_ID.matcher(id).matches()) {
      room.sessions().put(to.config().id(), id, exchange.parties().session());
    }
    if (answer.status() == 404) {
      room.sessions().end(to.config().id(), exchange.parties().sessionId());
    }
  }

  private Message.Body read(byte[] raw, Request request, McpSession session) throws Refusal {
    Message.Body body;
    try {
      body = Message.read(raw);
    } catch (Message.Malformed e) {
      throw new Refusal(400, e.code(), Refusal.MALFORMED, String.valueOf(e.getMessage()));
    }
    String named = request.getHeaders().get(Headers.VERSION);
    String version = session.version().isEmpty() ? String.valueOf(named) : session.version();
    boolean old = WITH_BATCHES.contains(version) || (named == null && session.version().isEmpty());
    if (body.batch() && !old) {
      throw new Refusal(
          400, RpcErrors.INVALID, Refusal.MALFORMED, "this edition of the protocol has no batches");
    }
    return body;
  }

  private byte[] body(Request request) throws Refusal, IOException {
    int most = room.services().limits().bodyBytes();
    String type = String.valueOf(request.getHeaders().get(HttpHeader.CONTENT_TYPE));
    if (!type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")
        || request.getHeaders().contains(HttpHeader.CONTENT_ENCODING)) {
      throw new Refusal(415, Refusal.MALFORMED, "the body must be plain application/json");
    }
    if (request.getLength() <= most) {
      try (InputStream in = Remainder.open(request)) {
        byte[] body = in.readNBytes(most + 1);
        if (body.length <= most) {
          return body;
        }
      }
    }
    throw new Refusal(
        413, Refusal.TOO_LARGE, "the body is longer than the " + most + " bytes that are taken");
  }

  private void listen(Exchange exchange, Call call, ClientStream out) throws Refusal, IOException {
    String server = to.config().id();
    try (Answer answer = to.backend().listen(call)) {
      begun(answer, exchange);
      if (answer instanceof Answer.Stream) {
        out.open(Headers.toClient(answer.headers()));
        room.streams().add(server, out);
        var _ = out.gone().thenRun(answer::close);
      }
      give(answer, relay(exchange, call, out), List.of(), false);
    } finally {
      room.streams().remove(server, out);
    }
  }

  private void end(Exchange exchange, Call call, ClientStream out) throws Refusal, IOException {
    try (Answer answer = to.backend().end(call)) {
      room.sessions().end(to.config().id(), call.sessionId());
      give(answer, relay(exchange, call, out), List.of(), false);
    }
  }
}
