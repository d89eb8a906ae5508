package io.sextant.server.detection;

import io.sextant.core.Page;
import io.sextant.core.access.Permission;
import io.sextant.core.detection.Finding;
import io.sextant.core.detection.FindingId;
import io.sextant.core.detection.Findings;
import io.sextant.core.telemetry.Event;
import io.sextant.core.telemetry.Events;
import io.sextant.server.http.Exchange;
import io.sextant.server.http.IssueJson;
import io.sextant.server.http.ProblemException;
import io.sextant.server.http.Query;
import io.sextant.server.http.Routes;
import io.sextant.server.telemetry.EventJson;
import io.sextant.sigma.RuleHeader;
import io.sextant.sigma.RuleId;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Findings, heat and rules.
public final class DetectionRoutes {
  private static final int MAX_LIMIT = 500;
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_CURSOR = 200;
  private static final int MAX_NOTE = 2_000;

  /// Evidence events shown with a finding, the newest.
  private static final int EVENTS_SHOWN = 20;

  private final Findings findings;
  private final Events events;
  private final Supplier<RuleBook> rules;
  private final DetectionView view;
  private final InstantSource clock;

  public DetectionRoutes(
      Findings findings,
      Events events,
      Supplier<RuleBook> rules,
      DetectionView view,
      InstantSource clock) {
    this.findings = findings;
    this.events = events;
    this.rules = rules;
    this.view = view;
    this.clock = clock;
  }

  public void addTo(Routes routes) {
    routes
        .get("/api/v1/heat", Permission.READ, this::heat)
        .get("/api/v1/findings", Permission.READ, this::list)
        .get("/api/v1/findings.csv", Permission.READ, this::csv)
        .get("/api/v1/findings/{id}", Permission.READ, this::finding)
        .patch("/api/v1/findings/{id}", Permission.TRIAGE, this::triage)
        .get("/api/v1/rules", Permission.READ, this::rules)
        .get("/api/v1/rules/{id}", Permission.READ, this::rule);
  }

  private void heat(Exchange exchange) {
    Query query = exchange.query();
    Optional<Instant> since = query.instant("since");
    query.check();
    exchange.json(
        new HeatJson.Items(
            findings.heat(since.orElse(Instant.EPOCH)).stream().map(HeatJson::of).toList()));
  }

  private void list(Exchange exchange) {
    Query query = exchange.query();
    Findings.Filter filter = FindingFilter.read(query);
    Optional<String> cursor = query.text("cursor", MAX_CURSOR);
    int limit = query.integer("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
    query.check();
    Page<Finding> page;
    try {
      page = findings.page(filter, cursor, limit);
    } catch (IllegalArgumentException e) {
      throw ProblemException.badRequest("query", "the cursor is not one of ours", "Start anew.");
    }
    exchange.json(
        new FindingJson.Items(page.items().stream().map(view::finding).toList(), page.next()));
  }

  private void csv(Exchange exchange) throws IOException {
    Query query = exchange.query();
    Findings.Filter filter = FindingFilter.read(query);
    query.check();
    exchange.setHeader("Content-Disposition", "attachment; filename=\"findings.csv\"");
    try (OutputStream out = exchange.streaming("text/csv;charset=utf-8")) {
      FindingsCsv.write(findings, filter, out);
    }
  }

  private void finding(Exchange exchange) {
    Finding finding =
        findings
            .find(new FindingId(exchange.withoutQuery().path("id")))
            .orElseThrow(() -> ProblemException.notFound("No finding has this id."));
    List<EventJson> shown =
        finding.evidence().reversed().stream()
            .limit(EVENTS_SHOWN)
            .flatMap(id -> events.find(id).stream())
            .sorted(Comparator.comparing(Event::time).reversed())
            .map(EventJson::of)
            .toList();
    exchange.json(
        new FindingJson.Detail(
            view.finding(finding),
            view.header(finding.rule())
                .map(view::summary)
                .orElseGet(() -> view.remembered(finding)),
            finding.matches(),
            shown,
            findings.history(finding.id()).stream().map(FindingJson.History::of).toList()));
  }

  private void triage(Exchange exchange) throws IOException {
    FindingJson.Triage triage = exchange.withoutQuery().body(FindingJson.Triage.class);
    String word = triage.status() == null ? "" : triage.status();
    Finding.Status status =
        FindingFilter.status(word)
            .orElseThrow(() ->
                ProblemException.badRequest(
                    "body",
                    "status must be "
                        + FindingFilter.words(Finding.Status.values())
                        + ", found '"
                        + word
                        + "'",
                    ""));
    String note = triage.note() == null ? "" : triage.note();
    if (note.length() > MAX_NOTE) {
      throw ProblemException.badRequest(
          "body", "note must have at most " + MAX_NOTE + " characters", "");
    }
    Finding stands =
        findings
            .triage(
                new FindingId(exchange.path("id")),
                status,
                note,
                exchange.caller().name(),
                clock.instant())
            .orElseThrow(() -> ProblemException.notFound("No finding has this id."));
    exchange.json(view.finding(stands));
  }

  private void rules(Exchange exchange) {
    exchange
        .withoutQuery()
        .json(
            new RuleJson.Items(
                view.all(), rules.get().issues().stream().map(IssueJson::of).toList()));
  }

  private void rule(Exchange exchange) {
    RuleHeader header =
        view.header(new RuleId(exchange.withoutQuery().path("id")))
            .orElseThrow(() -> ProblemException.notFound("No rule in force has this id."));
    RuleBook book = rules.get();
    exchange.json(
        new RuleJson.Detail(
            view.summary(header),
            header.description(),
            header.author(),
            header.date(),
            header.references(),
            header.falsePositives(),
            header.tags(),
            book.inForce().getOrDefault(header.file(), ""),
            book.issues().stream()
                .filter(issue -> issue.file().equals(header.file()))
                .map(IssueJson::of)
                .toList()));
  }
}
