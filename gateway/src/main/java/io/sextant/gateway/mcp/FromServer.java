package io.sextant.gateway.mcp;

import io.sextant.gateway.content.Content;
import io.sextant.gateway.mcp.Exchange.Told;
import io.sextant.gateway.mcp.Judge.Shaped;
import io.sextant.gateway.mcp.McpSession.Asked;
import io.sextant.gateway.protocol.Json;
import io.sextant.inspect.Channel;
import io.sextant.inspect.Verdict;
import io.sextant.ledger.entry.Decision;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Decides about what a server sends, and carries that out. Knows no HTTP. For one thread.
@SuppressWarnings("ReferenceEquality") // the very same object says that nothing was changed
final class FromServer {
  private final Exchange exchange;

  FromServer(Exchange exchange) {
    this.exchange = exchange;
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
    McpFacts.About about =
        exchange.about(exchange.asked(notification.method(), json, 0), false, json);
    if (notification.method().equals(Methods.CANCELLED)) {
      exchange.parties().session().cancel(false, json.path("params").path("requestId").toString());
    }
    if (notification.method().equals(Methods.TOOLS_CHANGED)) {
      exchange.record().told(about, exchange.now());
    }
    Shaped shaped = exchange.judge().onResponse(about, json, Channel.TOOL);
    exchange.note(shaped.judged(), "result", json);
    return shaped.judged().decision() == Decision.BLOCK
        ? new Outcome.Drop()
        : new Outcome.Pass(shaped.json(), shaped.json() != json);
  }

  /// A server asks the client for something: a text of its model, or an answer of its user.
  private Outcome request(Message.Request request) throws Refusal {
    ObjectNode json = request.json();
    Asked asked = exchange.asked(request.method(), json, Json.bytes(json).length);
    // A prompt for the client's model gives it orders by its nature.
    boolean prompts = request.method().equals("sampling/createMessage");
    Shaped shaped =
        exchange
            .judge()
            .onResponse(
                exchange.about(asked, false, json), json, prompts ? Channel.USER : Channel.TOOL);
    exchange.note(shaped.judged(), "result", json);
    if (shaped.judged().decision() == Decision.BLOCK) {
      return new Outcome.Back(
          RpcErrors.of(
              request.id(),
              RpcErrors.REFUSED,
              shaped.judged().message(),
              Json.object().put("code", Refusal.BLOCKED)));
    }
    exchange.parties().session().asked(false, request.key(), asked);
    return new Outcome.Pass(shaped.json(), shaped.json() != json);
  }

  private Outcome reply(Message.Reply reply) throws Refusal {
    Asked asked =
        exchange
            .parties()
            .session()
            .answered(false, reply.key())
            .orElseGet(() -> Asked.unknown(exchange.now()));
    Offered offered = offers(reply.json(), asked);
    ObjectNode json = offered.shown;
    if (asked.method().equals(Methods.INITIALIZE)) {
      exchange.parties().session().agreedOn(reply.result().path("protocolVersion").asString(""));
    }
    McpFacts.About about = exchange.about(asked, false, json);
    Shaped shaped = exchange.judge().onResponse(about, json, offered.open, channel(asked));
    Judgement judged = shaped.judged();
    ObjectNode given = shaped.json();
    if (judged.decision() != Decision.ALLOW) {
      long receipt = exchange.record().keep(judged, "result", Json.bytes(json));
      exchange.record().told(judged, receipt);
      if (judged.decision() == Decision.BLOCK) {
        given =
            Exchange.refusal(
                new Message.Request(reply.id(), asked.method(), json),
                Told.blocked(judged, receipt));
      }
    }
    if (judged.decision() != Decision.BLOCK) {
      remember(about, asked, reply, judged.content());
    }
    exchange.record().told(about, asked, given);
    return new Outcome.Pass(given, given != reply.json());
  }

  private static Channel channel(Asked asked) {
    return switch (asked.method()) {
      // What a prompt says is said in the name of the user, who chose it.
      case "prompts/get" -> Channel.USER;
      case Methods.READ -> Channel.DOCUMENT;
      default -> Channel.TOOL;
    };
  }

  /// What an agent has read decides what it may do with it.
  private void remember(McpFacts.About about, Asked asked, Message.Reply reply, Content content) {
    boolean reads =
        asked.method().equals(Methods.CALL)
            || asked.method().equals(Methods.READ)
            || asked.method().equals("tasks/result");
    if (!reads || reply.failed()) {
      return;
    }
    if (about.sensitive()) {
      exchange.parties().trail().readSensitive(exchange.now());
    }
    if (content.score() >= Verdict.FLAGGED) {
      exchange.parties().trail().readSuspicious(exchange.now());
    }
  }

  /// A reply as it is shown.
  ///
  /// @param open what of it is still to be decided: not the definitions that a person agreed to
  private record Offered(ObjectNode shown, ObjectNode open) {}

  /// The reply without tools that may not be offered. Told by its shape, not by what was asked: a
  /// list is one whoever asked for it.
  private Offered offers(ObjectNode json, Asked asked) throws Refusal {
    if (!(json.path("result").path("tools") instanceof ArrayNode offered)) {
      return new Offered(json, json);
    }
    McpFacts.About about = exchange.about(asked, false, json);
    ArrayNode kept = offered.arrayNode();
    ArrayNode open = offered.arrayNode();
    boolean same = true;
    for (JsonNode each : offered) {
      Shown shown =
          each instanceof ObjectNode tool
              ? offer(about, tool)
              : new Shown(offered.nullNode(), false);
      same &= shown.definition == each;
      if (!shown.definition.isNull()) {
        kept.add(shown.definition);
        if (!shown.approved) {
          open.add(shown.definition);
        }
      }
    }
    ObjectNode shown = same ? json : withTools(json, kept);
    return new Offered(shown, open.size() == kept.size() ? shown : withTools(json, open));
  }

  private static ObjectNode withTools(ObjectNode json, ArrayNode tools) {
    ObjectNode result = Json.object();
    result.setAll((ObjectNode) json.path("result"));
    result.set("tools", tools);
    ObjectNode changed = Json.object();
    changed.setAll(json);
    changed.set("result", result);
    return changed;
  }

  /// A definition as it is shown, null when it is not, and whether a person agreed to it as it is.
  private record Shown(JsonNode definition, boolean approved) {}

  private Shown offer(McpFacts.About about, ObjectNode tool) throws Refusal {
    ToolStanding standing = exchange.tools().look(exchange.parties().server(), tool);
    Shaped shaped = exchange.judge().onOffer(about, standing, tool);
    Judgement judged = shaped.judged();
    if (judged.decision() != Decision.ALLOW) {
      long receipt = exchange.record().keep(judged, "offer", Json.bytes(tool));
      exchange.record().told(judged, receipt);
      boolean withheld = exchange.judge().withheld(judged.ruling(), standing.tool());
      if (judged.decision() == Decision.HOLD) {
        var _ = exchange.holds().offer(judged, standing, receipt);
      }
      if (judged.decision() == Decision.HOLD || judged.decision() == Decision.BLOCK || withheld) {
        return new Shown(tool.nullNode(), false);
      }
    }
    exchange.tools().passed(exchange.parties().server(), standing);
    return new Shown(shaped.json(), standing.approved());
  }
}
