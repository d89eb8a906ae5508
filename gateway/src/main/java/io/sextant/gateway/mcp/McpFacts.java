package io.sextant.gateway.mcp;

import io.sextant.core.policy.Fact;
import io.sextant.core.policy.Facts;
import io.sextant.gateway.access.Principal;
import io.sextant.gateway.config.McpServerConfig;
import io.sextant.gateway.content.Content;
import io.sextant.gateway.content.ContentFacts;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The facts of one message between an agent and an MCP server. For one thread.
final class McpFacts implements Facts {
  static final String OPERATION = "mcp";

  private static final int MOST_ARGUMENTS = 1_000;

  private final About about;
  private final Content content;

  /// What a message is about.
  ///
  /// @param method of an answer: of what it answers
  /// @param known whether the protocol has this method for who sends it
  /// @param resource address; empty when there is none
  /// @param opaque parts that nothing can read
  record About(
      Principal principal,
      McpServerConfig server,
      String method,
      boolean known,
      boolean fromClient,
      Optional<ToolStanding> tool,
      String resource,
      JsonNode arguments,
      Trail.Standing trail,
      long bytes,
      int opaque,
      Instant time) {
    About with(ToolStanding other) {
      return new About(
          principal,
          server,
          method,
          known,
          fromClient,
          Optional.of(other),
          resource,
          arguments,
          trail,
          bytes,
          opaque,
          time);
    }

    /// Whether what it reads is declared sensitive.
    boolean sensitive() {
      return (!resource.isEmpty() && server.sensitiveResource(resource))
          || tool.flatMap(it -> server.declared(it.tool()))
              .filter(it -> it.sensitive())
              .isPresent();
    }
  }

  McpFacts(About about, Content content) {
    this.about = about;
    this.content = content;
  }

  @Override
  public Object of(Fact fact) {
    try {
      return value(fact);
    } catch (RuntimeException e) {
      throw new FactFailure(fact.field() + " cannot be told: " + e, e);
    }
  }

  private Object value(Fact fact) {
    return switch (fact) {
      case PRINCIPAL_ID -> about.principal().id();
      case PRINCIPAL_ROLES -> about.principal().roles();
      case PRINCIPAL_VERIFIED -> about.principal().verified();
      case REQUEST_OPERATION -> OPERATION;
      case REQUEST_PATH -> "/mcp/" + about.server().id();
      case REQUEST_BYTES -> about.bytes();
      case REQUEST_CHARACTERS -> characters();
      case REQUEST_UNINSPECTED -> (long) about.opaque();
      case MCP_SERVER -> about.server().id();
      case MCP_METHOD -> about.method();
      case MCP_KNOWN -> about.known();
      case MCP_SENDER -> about.fromClient() ? "client" : "server";
      case MCP_RESOURCE -> about.resource();
      case TOOL_NAME -> about.tool().map(ToolStanding::tool).orElse("");
      case TOOL_TIER -> about.tool().map(it -> about.server().tier(it.tool()).label()).orElse("");
      case TOOL_SENSITIVE -> about.sensitive();
      case TOOL_HINTS -> about.tool().map(ToolStanding::hints).orElse(List.of());
      case TOOL_PIN -> about.tool().map(it -> it.pin().label()).orElse("");
      case TOOL_FINDINGS -> about.tool().map(ToolStanding::findings).orElse(List.of());
      case TOOL_ARGUMENTS -> arguments();
      case SESSION_SENSITIVE -> about.trail().sensitive();
      case SESSION_SUSPICIOUS -> about.trail().suspicious();
      case SESSION_CALLS -> about.trail().calls();
      case TIME_HOUR -> (long) now().getHour();
      case TIME_WEEKDAY -> (long) now().getDayOfWeek().getValue();
      case REQUEST_MAX_TOKENS -> -1L;
      case REQUEST_CHOICES -> 1L;
      case REQUEST_TEMPERATURE -> -1.0;
      case CONTENT_ATTACK_SCORE,
          CONTENT_ATTACK_KIND,
          CONTENT_ATTACK_CHANNEL,
          CONTENT_SYSTEM_SCORE,
          CONTENT_PERSONAL,
          CONTENT_SECRETS,
          CONTENT_LINKS ->
          ContentFacts.of(fact, content).orElseThrow();
      case INGEST_DATASET,
          INGEST_KIND,
          INGEST_BATCH,
          INGEST_SOURCE,
          INGEST_COLLECTOR,
          INGEST_LICENCE,
          INGEST_AGE,
          INGEST_MISSING,
          INGEST_SOURCE_ALLOWED,
          INGEST_LICENCE_ALLOWED,
          INGEST_DIGEST,
          INGEST_SCHEMA,
          INGEST_LABEL,
          INGEST_DUPLICATE,
          INGEST_CONFLICT,
          INGEST_HIDDEN,
          INGEST_BYTES,
          INGEST_CHARACTERS,
          BATCH_RECORDS,
          BATCH_REFUSED,
          BATCH_REFUSED_SHARE,
          BATCH_DUPLICATE_SHARE,
          BATCH_CONFLICTS,
          BATCH_ATTACKS ->
          throw new IllegalArgumentException("it is told of data only");
      case REQUEST_MODEL,
          REQUEST_STREAM,
          REQUEST_LOGPROBS,
          REQUEST_TOOLS,
          SEQUENCE_PROBING,
          SEQUENCE_EXTRACTION,
          SEQUENCE_MEMBERSHIP,
          SEQUENCE_HARVESTING,
          SEQUENCE_REQUESTS,
          SEQUENCE_RATE,
          SEQUENCE_SIMILARITY,
          SEQUENCE_DISTINCT,
          RESPONSE_STATUS,
          RESPONSE_TOOLS ->
          fact.type().nothing();
    };
  }

  private long characters() {
    return content.parts().stream().mapToLong(part -> part.text().length()).sum();
  }

  private OffsetDateTime now() {
    return about.time().atOffset(ZoneOffset.UTC);
  }

  private Map<String, String> arguments() {
    Map<String, String> flat = new LinkedHashMap<>();
    flatten("", about.arguments(), flat);
    return flat;
  }

  private static void flatten(String path, JsonNode node, Map<String, String> flat) {
    if (flat.size() >= MOST_ARGUMENTS) {
      return;
    }
    String before = path.isEmpty() ? "" : path + ".";
    if (node.isObject()) {
      node.properties().forEach(it -> flatten(before + it.getKey(), it.getValue(), flat));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        flatten(before + i, node.get(i), flat);
      }
    } else if (!path.isEmpty()) {
      flat.put(path, node.isString() ? node.stringValue() : node.toString());
    }
  }
}
