package io.sextant.gateway.mcp;

import io.sextant.core.policy.Ruling;
import io.sextant.core.telemetry.Category;
import io.sextant.core.telemetry.Told;
import io.sextant.gateway.config.ToolTier;
import io.sextant.gateway.content.Content;
import io.sextant.gateway.content.Grounds;
import io.sextant.gateway.mcp.McpSession.Asked;
import io.sextant.gateway.mcp.ToolStanding.Pin;
import io.sextant.gateway.record.Decisions.Kept;
import io.sextant.gateway.record.EventWriter;
import io.sextant.inspect.AttackKind;
import io.sextant.ledger.entry.Decision;
import io.sextant.ledger.entry.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes down what was decided about the messages of one session: in the ledger, and as events.
final class McpRecord {
  private static final Logger LOG = LoggerFactory.getLogger(McpRecord.class);

  private final McpServices services;
  private final String session;

  /// @param session id of the MCP session; may be empty
  McpRecord(McpServices services, String session) {
    this.services = services;
    this.session = session;
  }

  /// Writes a decision down; it is durable when this returns.
  ///
  /// @param kind `request`, `result` or `offer`
  /// @return its place
  /// @throws Refusal when it cannot be kept
  long keep(Judgement judged, String kind, byte[] body) throws Refusal {
    services.figures().accept(judged.decision());
    try {
      return services
          .decisions()
          .keep(
              new Kept(
                  services.clock().instant(),
                  kind,
                  judged.decision(),
                  reasons(judged),
                  services.policy().get().digest(),
                  services.detectors().versions(),
                  judged.about().principal().id(),
                  body))
          .join();
    } catch (CompletionException e) {
      LOG.error("a decision cannot be written down", e.getCause());
      throw Refusal.notKept();
    }
  }

  static List<Reason> reasons(Judgement judged) {
    return Grounds.reasons(judged.ruling().grounds(judged.decision()), judged.content());
  }

  /// Tells of a request that was answered, by its server or by this gateway.
  ///
  /// @param reply what it was answered
  void told(McpFacts.About about, Asked asked, ObjectNode reply) {
    Told told = common(about, Category.MCP, asked.since());
    ObjectNode event = told.body();
    JsonNode result = reply.path("result");
    boolean failed = reply.has("error") || result.path("isError").asBoolean(false);
    event.put("event.outcome", failed ? "failure" : "success");
    event.put(
        "duration_ms", Duration.between(asked.since(), services.clock().instant()).toMillis());
    if (!asked.tool().isEmpty()) {
      event.put("gen_ai.operation.name", "execute_tool");
      event.put("gen_ai.tool.name", asked.tool());
      told.set("gen_ai.tool.call.arguments", asked.params().path("arguments"));
      told.set("gen_ai.tool.call.result", result.path("content"));
    }
    ObjectNode raw = event.putObject("raw");
    raw.put("sextant.receipt", asked.receipt().get());
    services.events().tell(told);
  }

  /// Tells that a server's tools changed, or another notification that rules look for.
  void told(McpFacts.About about, Instant now) {
    services.events().tell(common(about, Category.MCP, now));
  }

  /// Tells of a decision that was not simply ALLOW, or of which a rule on trial says otherwise.
  void told(Judgement judged, long receipt) {
    if (judged.decision() == Decision.ALLOW && judged.ruling().shadowed().isEmpty()) {
      return;
    }
    Told told = common(judged.about(), Category.GUARDRAIL, services.clock().instant());
    ObjectNode event = told.body();
    event.put("gen_ai.guardrail.name", EventWriter.NAME);
    event.put("gen_ai.guardrail.action", EventWriter.action(judged.decision()));
    judged.about().tool().ifPresent(it -> event.put("gen_ai.tool.name", it.tool()));
    ArrayNode categories = event.putArray("gen_ai.guardrail.category");
    categories(judged).forEach(categories::add);
    double score = judged.content().score();
    if (score > 0) {
      event.put("gen_ai.guardrail.score", score);
    }
    ObjectNode raw = event.putObject("raw");
    raw.put("sextant.decision", judged.decision().name());
    raw.put("sextant.receipt", receipt);
    ArrayNode rules = raw.putArray("sextant.rules");
    ArrayNode techniques = raw.putArray("sextant.techniques");
    for (Reason reason : reasons(judged)) {
      rules.add(reason.rule());
      reason.techniques().forEach(techniques::add);
    }
    ArrayNode shadowed = raw.putArray("sextant.shadowed_rules");
    judged.ruling().shadowed().stream()
        .map(Ruling.Ground::rule)
        .forEach(rule -> shadowed.add(rule.id()));
    services.events().tell(told);
  }

  private static Set<String> categories(Judgement judged) {
    TreeSet<String> categories = new TreeSet<>();
    Content content = judged.content();
    for (Content.Judged each : content.worst().stream().toList()) {
      each.verdict()
          .kind()
          .map((AttackKind kind) -> EventWriter.category(kind))
          .ifPresent(categories::add);
    }
    judged
        .about()
        .tool()
        .ifPresent(tool -> {
          if (tool.pin() == Pin.CHANGED) {
            categories.add("tool_definition_changed");
          }
          tool.findings().forEach(it -> categories.add("tool_" + it.replace('-', '_')));
        });
    if (leaves(judged.about())) {
      categories.add("after_sensitive_read");
    }
    return categories;
  }

  /// Whether something may leave by it that was read before.
  private static boolean leaves(McpFacts.About about) {
    return about.fromClient()
        && about.trail().sensitive()
        && about
            .tool()
            .filter(it -> about.server().tier(it.tool()) == ToolTier.EXTERNAL_SINK)
            .isPresent();
  }

  private Told common(McpFacts.About about, Category category, Instant time) {
    Told told = Told.of(category, time);
    ObjectNode event = told.body();
    event.put("service.name", EventWriter.NAME);
    event.put("mcp.method.name", about.method());
    event.put("server.address", about.server().id());
    if (!session.isEmpty()) {
      event.put("mcp.session.id", session);
    }
    if (!about.resource().isEmpty()) {
      event.put("mcp.resource.uri", about.resource());
    }
    about.principal().tell(event);
    return told;
  }
}
