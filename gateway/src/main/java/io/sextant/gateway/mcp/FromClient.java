package io.sextant.gateway.mcp;

import io.sextant.core.policy.HoldTerms.Mode;
import io.sextant.core.policy.Ruling;
import io.sextant.gateway.mcp.Exchange.Told;
import io.sextant.gateway.mcp.Judge.Shaped;
import io.sextant.gateway.mcp.McpSession.Asked;
import io.sextant.gateway.protocol.Json;
import io.sextant.inspect.Channel;
import io.sextant.ledger.entry.Decision;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.node.ObjectNode;

/// Decides about what a client sends, and carries that out. Knows no HTTP. For one thread.
@SuppressWarnings("ReferenceEquality") // the very same object says that nothing was changed
final class FromClient {
  private final Exchange exchange;
  private final Waiting waiting;

  FromClient(Exchange exchange, Waiting waiting) {
    this.exchange = exchange;
    this.waiting = waiting;
  }

  /// What becomes of a message.
  ///
  /// @throws Refusal when what is decided cannot be written down
  Outcome of(Message message) throws Refusal {
    return switch (message) {
      case Message.Request request -> request(request);
      case Message.Notification notification -> notification(notification);
      case Message.Reply reply -> reply(reply);
    };
  }

  private Outcome notification(Message.Notification notification) throws Refusal {
    ObjectNode json = notification.json();
    if (notification.method().equals(Methods.CANCELLED)) {
      exchange.parties().session().cancel(true, json.path("params").path("requestId").toString());
    }
    Shaped shaped =
        exchange
            .judge()
            .onRequest(
                exchange.about(exchange.asked(notification.method(), json, 0), true, json),
                json,
                Channel.USER);
    exchange.note(shaped.judged(), "request", json);
    return stops(shaped)
        ? new Outcome.Drop()
        : new Outcome.Pass(shaped.json(), shaped.json() != json);
  }

  /// What the client answers a server: a text of its model, what a person typed in, or its folders.
  private Outcome reply(Message.Reply reply) throws Refusal {
    ObjectNode json = reply.json();
    Asked asked =
        exchange
            .parties()
            .session()
            .answered(true, reply.key())
            .orElseGet(() -> Asked.unknown(exchange.now()));
    boolean written = asked.method().equals("sampling/createMessage");
    Shaped shaped =
        exchange
            .judge()
            .onRequest(
                exchange.about(asked, true, json), json, written ? Channel.OUTPUT : Channel.USER);
    exchange.note(shaped.judged(), "request", json);
    return stops(shaped)
        ? new Outcome.Pass(
            RpcErrors.of(reply.id(), RpcErrors.REFUSED, shaped.judged().message(), Json.object()),
            true)
        : new Outcome.Pass(shaped.json(), shaped.json() != json);
  }

  /// Only requests can wait.
  private static boolean stops(Shaped shaped) {
    Decision decision = shaped.judged().decision();
    return decision == Decision.BLOCK || decision == Decision.HOLD;
  }

  private Outcome request(Message.Request request) throws Refusal {
    ObjectNode json = request.json();
    Asked asked = exchange.asked(request.method(), json, Json.bytes(json).length);
    exchange.parties().session().asked(true, request.key(), asked);
    if (request.method().equals(Methods.CALL)) {
      exchange.parties().trail().called();
    }
    McpFacts.About about = exchange.about(asked, true, json);
    Optional<Told> offer = offered(about, asked, request);
    if (offer.isPresent()) {
      return refused(request, about, asked, offer.get());
    }
    Shaped shaped = exchange.judge().onRequest(about, json, Channel.USER);
    Judgement judged = shaped.judged();
    long receipt = exchange.record().keep(judged, "request", Json.bytes(json));
    asked.receipt().set(receipt);
    exchange.record().told(judged, receipt);
    if (judged.decision() == Decision.BLOCK) {
      return refused(request, about, asked, Told.blocked(judged, receipt));
    }
    if (judged.decision() == Decision.HOLD) {
      Holds.Ended ended = exchange.holds().pass(judged, request, receipt, asked, waiting);
      if (!ended.approved()) {
        return ended.code().isEmpty()
            ? new Outcome.Drop()
            : refused(request, about, asked, Told.held(ended, receipt));
      }
      approved(judged, json, shaped.json() != json);
    }
    pause(judged.ruling());
    return new Outcome.Pass(shaped.json(), shaped.json() != json);
  }

  /// Writes down what is done with a request that was approved.
  private void approved(Judgement held, ObjectNode json, boolean changed) throws Refusal {
    Ruling rest = held.ruling().approved();
    Decision decision = rest.effective(changed);
    Judgement judged = new Judgement(held.about(), rest, decision, held.content());
    long receipt = exchange.record().keep(judged, "request", Json.bytes(json));
    exchange.record().told(judged, receipt);
  }

  private void pause(Ruling ruling) throws Refusal {
    Duration delay = exchange.judge().constraints(ruling).delay();
    try {
      Thread.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refusal(503, Refusal.UPSTREAM_FAILED, "the gateway is stopping");
    }
  }

  private Outcome refused(Message.Request request, McpFacts.About about, Asked asked, Told told) {
    var _ = exchange.parties().session().answered(false, request.key());
    ObjectNode reply = Exchange.refusal(request, told);
    exchange.record().told(about, asked, reply);
    return new Outcome.Back(reply);
  }

  /// Whether the tool that is called may be offered at all.
  private Optional<Told> offered(McpFacts.About about, Asked asked, Message.Request request)
      throws Refusal {
    if (about.tool().isEmpty()) {
      return Optional.empty();
    }
    ToolStanding tool = about.tool().get();
    ObjectNode definition = tool.definition().orElseGet(Json::object);
    Judgement judged = exchange.judge().onOffer(about, tool, definition).judged();
    boolean withheld = exchange.judge().withheld(judged.ruling(), tool.tool());
    if (judged.decision() != Decision.HOLD && judged.decision() != Decision.BLOCK && !withheld) {
      return Optional.empty();
    }
    long receipt = exchange.record().keep(judged, "offer", Json.bytes(definition));
    asked.receipt().set(receipt);
    exchange.record().told(judged, receipt);
    if (judged.decision() != Decision.HOLD) {
      return Optional.of(Told.blocked(judged, receipt));
    }
    boolean approved = awaitOffer(judged, tool, receipt, request, asked);
    return approved
        ? Optional.empty()
        : Optional.of(
            new Told(
                Refusal.NEEDS_APPROVAL,
                Decision.HOLD.label(),
                judged
                    .ruling()
                    .message()
                    .orElse("the definition of this tool needs approval before it can be called"),
                receipt));
  }

  private boolean awaitOffer(
      Judgement judged, ToolStanding tool, long receipt, Message.Request request, Asked asked)
      throws Refusal {
    CompletableFuture<Boolean> decided = exchange.holds().offer(judged, tool, receipt);
    boolean waits = judged.ruling().holdTerms().mode() == Mode.WAIT;
    if (!decided.isDone() && waits) {
      waiting.begin(
          request.json().path("params").path("_meta").path("progressToken"),
          "the definition of this tool waits for approval");
      Duration most = judged.ruling().holdTerms().decideWithin();
      try {
        Object _ =
            CompletableFuture.anyOf(decided, asked.cancelled(), waiting.gone())
                .get(most.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      } catch (TimeoutException | ExecutionException e) {
        return false;
      }
    }
    return decided.getNow(false);
  }
}
