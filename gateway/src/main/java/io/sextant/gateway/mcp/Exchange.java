package io.sextant.gateway.mcp;

import io.sextant.gateway.access.Principal;
import io.sextant.gateway.config.McpServerConfig;
import io.sextant.gateway.mcp.McpSession.Asked;
import io.sextant.gateway.protocol.Json;
import io.sextant.ledger.entry.Decision;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What belongs together while messages go to a server and its answers come back: who speaks, what
/// decides, and where that is written down. Its policy is that of its beginning.
record Exchange(
    McpServices services,
    ToolBook tools,
    Holds holds,
    Parties parties,
    Judge judge,
    McpRecord record) {
  /// Who speaks.
  ///
  /// @param sessionId of the server; may be empty
  record Parties(
      Principal principal,
      McpServerConfig server,
      McpSession session,
      Trail trail,
      String sessionId) {}

  static Exchange of(McpServices services, ToolBook tools, Holds holds, Parties parties) {
    return new Exchange(
        services,
        tools,
        holds,
        parties,
        new Judge(services.policy().get(), services.detectors()),
        new McpRecord(services, parties.sessionId()));
  }

  Instant now() {
    return services.clock().instant();
  }

  /// A request that is sent now.
  Asked asked(String method, ObjectNode json, long bytes) {
    return Asked.of(method, json.path("params"), bytes, now());
  }

  /// What a message is about.
  ///
  /// @param asked what it asks, or what it answers
  McpFacts.About about(Asked asked, boolean fromClient, ObjectNode json) {
    Optional<ToolStanding> tool =
        asked.tool().isEmpty()
            ? Optional.empty()
            : Optional.of(tools.recall(parties.server(), asked.tool()));
    return new McpFacts.About(
        parties.principal(),
        parties.server(),
        asked.method(),
        // A reply is about what the other side may ask.
        Methods.known(asked.method(), json.has("method") == fromClient),
        fromClient,
        tool,
        asked.resource(),
        fromClient ? json.path("params").path("arguments") : asked.params().path("arguments"),
        parties.trail().at(now()),
        Json.bytes(json).length,
        Judge.opaque(json),
        now());
  }

  /// Writes a decision down and tells of it, when it is more than ALLOW.
  ///
  /// @throws Refusal when it cannot be kept
  void note(Judgement judged, String kind, ObjectNode body) throws Refusal {
    if (judged.decision() != Decision.ALLOW) {
      record.told(judged, record.keep(judged, kind, Json.bytes(body)));
    }
  }

  /// What somebody is told whose request goes no further.
  static ObjectNode refusal(Message.Request request, Told told) {
    ObjectNode data = Json.object().put("code", told.code()).put("decision", told.decision());
    if (told.receipt() >= 0) {
      data.put("receipt", told.receipt());
    }
    return request.method().equals(Methods.CALL)
        ? RpcErrors.toolFailure(request.id(), told.message(), data)
        : RpcErrors.of(request.id(), RpcErrors.REFUSED, told.message(), data);
  }

  /// Why a request goes no further.
  ///
  /// @param receipt place of the decision; -1 when there is none
  record Told(String code, String decision, String message, long receipt) {
    static Told blocked(Judgement judged, long receipt) {
      return new Told(Refusal.BLOCKED, Decision.BLOCK.label(), judged.message(), receipt);
    }

    static Told held(Holds.Ended ended, long receipt) {
      return new Told(ended.code(), Decision.HOLD.label(), ended.message(), receipt);
    }
  }
}
