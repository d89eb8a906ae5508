package io.sextant.core.telemetry;

import io.sextant.core.IdSource;
import io.sextant.core.telemetry.Event.Original;
import io.sextant.sigma.LogSource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes an event of settled fields: log source, time by the rules of [Limits], views.
final class EventAssembler {
  /// The product of every event about AI.
  static final String PRODUCT = "ai";

  private final Limits limits;
  private final InstantSource clock;
  private final IdSource ids;

  EventAssembler(Limits limits, InstantSource clock, IdSource ids) {
    this.limits = limits;
    this.clock = clock;
    this.ids = ids;
  }

  /// When a record says it happened.
  ///
  /// @param at empty when it does not say
  /// @param asSent how it was written, for the record
  record Sent(Optional<Instant> at, Optional<JsonNode> asSent) {
    static final Sent UNSAID = new Sent(Optional.empty(), Optional.empty());

    static Sent at(Instant time) {
      return new Sent(Optional.of(time), Optional.empty());
    }

    /// This one, or another when this does not say.
    Sent or(Sent other) {
      return at.isPresent() ? this : other;
    }

    /// The time in the sender's own writing where it is known.
    JsonNode written() {
      return asSent.orElseGet(
          () -> JsonText.NODES.stringNode(at.map(Instant::toString).orElse("")));
    }

    /// @throws BadRecord when it is there and not a time
    static Sent read(JsonNode value) {
      return value.isMissingNode() || value.isNull()
          ? UNSAID
          : new Sent(Optional.of(Times.read(value)), Optional.of(value));
    }
  }

  /// The time now, by the injected clock.
  Instant now() {
    return clock.instant();
  }

  /// An event about AI.
  Event ai(Draft draft, Category category, String service, Sent sent, Original original) {
    String named = service.isEmpty() ? service(draft.fields()) : service;
    LogSource source = new LogSource(category.label(), PRODUCT, named);
    return event(draft.fields(), draft.raw(), source, sent, original, true);
  }

  /// An event about something else, its fields untouched.
  Event other(ObjectNode fields, LogSource source, Sent sent, Original original) {
    return event(fields, JsonText.NODES.objectNode(), source, sent, original, false);
  }

  /// An event of what Sextant itself tells of.
  ///
  /// @param text its body, views included
  Event own(Told told, byte[] text, Optional<EventTexts> texts) {
    return new Event(
        new EventId(ids.next()),
        told.time(),
        clock.instant(),
        told.source(),
        told.body(),
        Original.ofBody(text),
        texts);
  }

  /// A record as it is; only its time is read.
  Event untouched(ObjectNode record, LogSource source, Sent sent, Original original) {
    Instant received = clock.instant();
    Instant time = sent.at().orElse(received);
    return new Event(new EventId(ids.next()), time, received, source, record, original);
  }

  private Event event(
      ObjectNode fields,
      ObjectNode raw,
      LogSource source,
      Sent sent,
      Original original,
      boolean withViews) {
    Instant received = clock.instant();
    Instant latest = received.plus(limits.futureSkew());
    boolean future = sent.at().filter(latest::isBefore).isPresent();
    Instant time = future ? received : sent.at().orElse(received);
    ObjectNode body = JsonText.NODES.objectNode();
    head(body, time, source);
    body.setAll(fields);
    if (future || sent.at().isEmpty()) {
      body.put("time.assumed", future ? "future" : "missing");
    }
    if (future) {
      raw.set("time_as_sent", sent.written());
    }
    if (!raw.isEmpty()) {
      body.set("raw", raw);
    }
    Optional<EventTexts> texts = withViews ? Optional.of(Views.addTo(body)) : Optional.empty();
    return new Event(new EventId(ids.next()), time, received, source, body, original, texts);
  }

  /// Puts what every body begins with.
  static void head(ObjectNode body, Instant time, LogSource source) {
    body.put("time", time.toString());
    ObjectNode node = body.putObject("logsource");
    if (!source.product().isEmpty()) {
      node.put("product", source.product());
    }
    if (!source.category().isEmpty()) {
      node.put("category", source.category());
    }
    if (!source.service().isEmpty()) {
      node.put("service", source.service());
    }
  }

  /// The service that a provider's name stands for.
  static String service(ObjectNode fields) {
    String provider = fields.path("gen_ai.provider.name").asString("").toLowerCase(Locale.ROOT);
    return switch (provider) {
      case "aws.bedrock", "aws_bedrock" -> "bedrock";
      case "azure.ai.openai", "az.ai.openai", "azure" -> "azure_openai";
      case "azure.ai.inference", "az.ai.inference" -> "azure_ai_inference";
      case "gcp.vertex_ai", "vertexai" -> "vertex_ai";
      case "gcp.gemini", "gcp.gen_ai", "google" -> "gemini";
      default -> provider.replace('.', '_').replace(' ', '_');
    };
  }
}
