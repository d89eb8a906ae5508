package io.sextant.gateway.content;

import io.sextant.core.policy.Fact;
import io.sextant.core.policy.Facts;
import io.sextant.gateway.access.Principal;
import io.sextant.gateway.protocol.Operation;
import io.sextant.gateway.protocol.Parameters;
import io.sextant.gateway.sequence.Suspicion;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/// The facts of one request, or of its answer. For one thread.
public final class ExchangeFacts implements Facts {
  private final Request request;
  private final Content content;
  private final Answer answer;
  private final Suspicion suspicion;

  /// What is known of a request without looking into its texts.
  ///
  /// @param network where it comes from, wider than one address; see
  ///   [io.sextant.gateway.access.Networks]
  /// @param opaque parts in it that nothing can read
  public record Request(
      Principal principal,
      String network,
      Operation operation,
      String path,
      Parameters parameters,
      long bytes,
      long characters,
      int opaque,
      Instant time) {}

  /// What is known of an answer without looking into its texts.
  public record Answer(int status, List<String> tools) {
    /// There is none yet.
    public static final Answer NONE = new Answer(0, List.of());

    public Answer {
      tools = List.copyOf(tools);
    }
  }

  /// @param content the texts that are decided about: of the request, or of the answer
  /// @param suspicion what the queries of the principal look like, this one included
  public ExchangeFacts(Request request, Content content, Answer answer, Suspicion suspicion) {
    this.request = request;
    this.content = content;
    this.answer = answer;
    this.suspicion = suspicion;
  }

  public Content content() {
    return content;
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
    Parameters parameters = request.parameters();
    return switch (fact) {
      case PRINCIPAL_ID -> request.principal().id();
      case PRINCIPAL_ROLES -> request.principal().roles();
      case PRINCIPAL_VERIFIED -> request.principal().verified();
      case REQUEST_OPERATION -> request.operation().label();
      case REQUEST_MODEL -> parameters.model();
      case REQUEST_PATH -> request.path();
      case REQUEST_STREAM -> parameters.stream();
      case REQUEST_BYTES -> request.bytes();
      case REQUEST_CHARACTERS -> request.characters();
      case REQUEST_MAX_TOKENS -> parameters.maxTokens().orElse(-1);
      case REQUEST_CHOICES -> parameters.choices();
      case REQUEST_TEMPERATURE -> parameters.temperature().orElse(-1);
      case REQUEST_LOGPROBS -> parameters.logprobs();
      case REQUEST_TOOLS -> parameters.tools();
      case REQUEST_UNINSPECTED -> (long) request.opaque();
      case SEQUENCE_PROBING -> suspicion.probing();
      case SEQUENCE_EXTRACTION -> suspicion.extraction();
      case SEQUENCE_MEMBERSHIP -> suspicion.membership();
      case SEQUENCE_HARVESTING -> suspicion.harvesting();
      case SEQUENCE_REQUESTS -> suspicion.requests();
      case SEQUENCE_RATE -> suspicion.perMinute();
      case SEQUENCE_SIMILARITY -> suspicion.similarity();
      case SEQUENCE_DISTINCT -> suspicion.distinct();
      case RESPONSE_STATUS -> (long) answer.status();
      case RESPONSE_TOOLS -> answer.tools();
      case TIME_HOUR -> (long) now().getHour();
      case MCP_SERVER,
          MCP_METHOD,
          MCP_KNOWN,
          MCP_SENDER,
          MCP_RESOURCE,
          TOOL_NAME,
          TOOL_TIER,
          TOOL_SENSITIVE,
          TOOL_HINTS,
          TOOL_PIN,
          TOOL_FINDINGS,
          TOOL_ARGUMENTS,
          SESSION_SENSITIVE,
          SESSION_SUSPICIOUS,
          SESSION_CALLS ->
          fact.type().nothing();
      case TIME_WEEKDAY -> (long) now().getDayOfWeek().getValue();
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
    };
  }

  private OffsetDateTime now() {
    return request.time().atOffset(ZoneOffset.UTC);
  }
}
