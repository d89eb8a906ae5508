package io.sextant.server.telemetry;

import io.sextant.core.Page;
import io.sextant.core.access.Permission;
import io.sextant.core.telemetry.Event;
import io.sextant.core.telemetry.EventId;
import io.sextant.core.telemetry.Events;
import io.sextant.server.http.Codes;
import io.sextant.server.http.Exchange;
import io.sextant.server.http.Problem;
import io.sextant.server.http.ProblemException;
import io.sextant.server.http.Query;
import io.sextant.server.http.Routes;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/// Events: reading them, sending them, and what arrives.
public final class TelemetryRoutes {
  private static final int MAX_NAME = 200;
  private static final int MAX_CURSOR = 200;
  private static final int MAX_LIMIT = 500;
  private static final int DEFAULT_LIMIT = 50;

  private final Events events;
  private final IngestFigures figures;
  private final IngestStatus status;
  private final JsonLinesIntake jsonLines;

  public TelemetryRoutes(
      Events events, IngestFigures figures, IngestStatus status, JsonLinesIntake jsonLines) {
    this.events = events;
    this.figures = figures;
    this.status = status;
    this.jsonLines = jsonLines;
  }

  public void addTo(Routes routes) {
    routes
        .get("/api/v1/events", Permission.READ, this::list)
        .post("/api/v1/events", Permission.INGEST, this::ingest)
        .get("/api/v1/events/{id}", Permission.READ, this::event)
        .get("/api/v1/events/{id}/original", Permission.READ, this::original)
        .get("/api/v1/ingest", Permission.READ, this::ingestStatus)
        .get("/api/v1/ingest/refusals", Permission.READ, this::refusals);
  }

  private void list(Exchange exchange) {
    Query query = exchange.query();
    String category = query.text("category", MAX_NAME).orElse("");
    String service = query.text("service", MAX_NAME).orElse("");
    Optional<String> cursor = query.text("cursor", MAX_CURSOR);
    int limit = query.integer("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
    query.check();
    Page<Event> page;
    try {
      page = events.page(category, service, cursor, limit);
    } catch (IllegalArgumentException e) {
      throw ProblemException.badRequest("query", "the cursor is not one of ours", "Start anew.");
    }
    exchange.json(
        new EventJson.Items(page.items().stream().map(EventJson::of).toList(), page.next()));
  }

  private void event(Exchange exchange) {
    exchange.withoutQuery().json(EventJson.of(find(exchange)));
  }

  private void original(Exchange exchange) {
    Event.Original original = find(exchange.withoutQuery()).original();
    exchange.setHeader("Content-Disposition", "attachment; filename=\"original\"");
    exchange.answer(200, "application/octet-stream", original.bytes());
  }

  private Event find(Exchange exchange) {
    return events
        .find(new EventId(exchange.path("id")))
        .orElseThrow(() ->
            ProblemException.notFound("No event has this id; it may be older than what is kept."));
  }

  private void ingestStatus(Exchange exchange) {
    exchange.withoutQuery().json(status.now());
  }

  private void refusals(Exchange exchange) {
    exchange
        .withoutQuery()
        .json(new RefusalJson.Items(figures.refusals().stream().map(RefusalJson::of).toList()));
  }

  private void ingest(Exchange exchange) throws IOException {
    Query query = exchange.query();
    String source = query.text("source", MAX_NAME).orElse(exchange.address());
    query.check();
    String type = exchange.mediaType();
    if (!type.equals("application/x-ndjson")
        && !type.equals("application/json")
        && !type.equals("application/jsonl")) {
      throw ProblemException.mediaType(type, "application/x-ndjson or application/json");
    }
    String coding = exchange.header("Content-Encoding").orElse("").toLowerCase(Locale.ROOT);
    if (!coding.isEmpty() && !coding.equals("gzip") && !coding.equals("identity")) {
      throw ProblemException.mediaType("Content-Encoding " + coding, "gzip or none");
    }
    Intake.Body body =
        new Intake.Body(exchange.stream(), exchange.contentLength(), coding.equals("gzip"), source);
    answer(exchange, jsonLines.take(body));
  }

  private static void answer(Exchange exchange, Outcome outcome) {
    switch (outcome) {
      case Outcome.Stored stored ->
          exchange.json(
              new RefusalJson.Result(
                  stored.accepted(),
                  stored.refusals().size(),
                  stored.refusals().stream()
                      .limit(JsonLinesIntake.REFUSALS_TOLD)
                      .map(RefusalJson::of)
                      .toList()));
      case Outcome.Overloaded overloaded ->
          throw new ProblemException(
                  Problem.of(
                      429, Codes.OVERLOADED, "Too much at once", "Try again after Retry-After."))
              .retryAfter(overloaded.retryAfter());
      case Outcome.CannotStore cannot ->
          throw new ProblemException(
                  Problem.of(503, Codes.CANNOT_STORE, "It cannot be stored now", cannot.why()))
              .retryAfter(cannot.retryAfter());
      case Outcome.Malformed malformed ->
          throw new ProblemException(
              Problem.of(400, malformed.code(), "The body cannot be read", malformed.why()));
      case Outcome.TooLarge tooLarge -> throw ProblemException.tooLarge(tooLarge.limitBytes());
    }
  }
}
