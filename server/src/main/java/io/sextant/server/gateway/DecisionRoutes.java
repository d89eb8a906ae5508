package io.sextant.server.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.core.access.Permission;
import io.sextant.ledger.LedgerException;
import io.sextant.ledger.entry.Decision;
import io.sextant.ledger.entry.DecisionEntry;
import io.sextant.server.http.Exchange;
import io.sextant.server.http.ProblemException;
import io.sextant.server.http.Query;
import io.sextant.server.http.Routes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// What the gateway decided, from its ledger.
public final class DecisionRoutes {
  private static final int MAX_LIMIT = 200;
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_TEXT = 200;

  private final Optional<DecisionLog> log;

  public DecisionRoutes(Optional<GatewayService> gateway) {
    this.log = gateway.map(GatewayService::decisions);
  }

  public void addTo(Routes routes) {
    routes
        .get("/api/v1/decisions", Permission.READ, this::list)
        .get("/api/v1/decisions/{id}", Permission.READ, this::find)
        .get("/api/v1/decisions/{id}/receipt", Permission.READ, this::receipt);
  }

  private void list(Exchange exchange) {
    Query query = exchange.query();
    Set<Decision> decisions =
        query.values("decision", "allow, log, constrain, hold or block", Decision::of);
    Optional<String> text = query.text("q", MAX_TEXT).map(it -> it.toLowerCase(Locale.ROOT));
    Optional<Long> before = query.value("before", "a place in the ledger", DecisionRoutes::number);
    int limit = query.integer("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
    query.check();
    Predicate<DecisionEntry> wanted =
        entry ->
            (decisions.isEmpty() || decisions.contains(entry.decision()))
                && text.filter(it -> !says(entry, it)).isEmpty();
    exchange.json(
        log.map(it -> json(it, it.page(before, limit, wanted)))
            .orElseGet(() -> new DecisionJson.Page(false, List.of(), Optional.empty())));
  }

  private static DecisionJson.Page json(DecisionLog log, DecisionLog.Page page) {
    return new DecisionJson.Page(
        true,
        page.items().stream().map(it -> DecisionJson.Summary.of(it, log)).toList(),
        page.next());
  }

  private boolean says(DecisionEntry entry, String text) {
    return entry.principal().contains(text)
        || entry.policyDigest().startsWith(text)
        || log.flatMap(it -> it.name(entry.principal()))
            .filter(name -> name.toLowerCase(Locale.ROOT).contains(text))
            .isPresent()
        || entry.reasons().stream()
            .anyMatch(reason ->
                reason.rule().contains(text)
                    || reason.techniques().stream()
                        .anyMatch(id -> id.toLowerCase(Locale.ROOT).contains(text)));
  }

  private void find(Exchange exchange) {
    long index = index(exchange.withoutQuery());
    exchange.json(
        log.flatMap(it -> it.find(index).map(placed -> DecisionJson.Detail.of(placed, it)))
            .orElseThrow(DecisionRoutes::missing));
  }

  private void receipt(Exchange exchange) {
    long index = index(exchange.withoutQuery());
    DecisionLog ledger = log.orElseThrow(DecisionRoutes::missing);
    try {
      String receipt = ledger.ledger().reader().prove(index).toString();
      exchange.setHeader(
          "Content-Disposition", "attachment; filename=\"decision-" + index + ".tlog-proof\"");
      exchange.answer(200, "text/plain;charset=utf-8", receipt.getBytes(UTF_8));
    } catch (LedgerException e) {
      throw missing();
    }
  }

  private static long index(Exchange exchange) {
    return number(exchange.path("id")).orElseThrow(DecisionRoutes::missing);
  }

  private static Optional<Long> number(String text) {
    return text.matches("[0-9]{1,15}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  private static ProblemException missing() {
    return ProblemException.notFound(
        "The ledger has no decision there yet; a new one is published within a second or two.");
  }
}
