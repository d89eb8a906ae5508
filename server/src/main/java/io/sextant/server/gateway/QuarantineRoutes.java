package io.sextant.server.gateway;

import io.sextant.core.access.Permission;
import io.sextant.gateway.ingest.DataGate;
import io.sextant.gateway.ingest.Quarantine;
import io.sextant.gateway.ingest.Quarantined;
import io.sextant.gateway.ingest.Quarantined.State;
import io.sextant.server.http.Codes;
import io.sextant.server.http.Exchange;
import io.sextant.server.http.Problem;
import io.sextant.server.http.ProblemException;
import io.sextant.server.http.Query;
import io.sextant.server.http.Routes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;

/// What the gate for data refused, and the word of people about it.
public final class QuarantineRoutes {
  private static final int MAX_LIMIT = 200;
  private static final int DEFAULT_LIMIT = 50;

  private final Optional<GatewayService> gateway;

  public QuarantineRoutes(Optional<GatewayService> gateway) {
    this.gateway = gateway;
  }

  public void addTo(Routes routes) {
    routes
        .get("/api/v1/quarantine", Permission.READ, this::list)
        .get("/api/v1/quarantine/{id}", Permission.READ, this::find)
        .post(
            "/api/v1/quarantine/{id}/release",
            Permission.APPROVE,
            exchange -> end(exchange, State.RELEASED))
        .post(
            "/api/v1/quarantine/{id}/discard",
            Permission.APPROVE,
            exchange -> end(exchange, State.DISCARDED));
  }

  private void list(Exchange exchange) {
    Query query = exchange.query();
    Set<State> states = query.values("state", "waiting, released or discarded", State::of);
    Optional<Integer> before =
        query.value("before", "a number from `next`", QuarantineRoutes::number);
    int limit = query.integer("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
    query.check();
    exchange.json(
        gateway
            .map(it -> page(it.data().quarantine(), states, before, limit))
            .orElseGet(() -> new QuarantineJson.Page(false, 0, List.of(), Optional.empty())));
  }

  private static QuarantineJson.Page page(
      Quarantine quarantine, Set<State> states, Optional<Integer> before, int limit) {
    Quarantine.Page page =
        quarantine.page(it -> states.isEmpty() || states.contains(it), before, limit);
    return new QuarantineJson.Page(
        true,
        quarantine.waiting(),
        page.items().stream().map(QuarantineJson.Item::of).toList(),
        page.next());
  }

  private static Optional<Integer> number(String text) {
    return text.matches("[0-9]{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
  }

  private void find(Exchange exchange) {
    String id = exchange.withoutQuery().path("id");
    GatewayService service = gateway.orElseThrow(QuarantineRoutes::missing);
    Quarantined item = service.data().quarantine().find(id).orElseThrow(QuarantineRoutes::missing);
    DecisionLog log = service.decisions();
    exchange.json(
        new QuarantineJson.Detail(
            QuarantineJson.Item.of(item),
            log.find(item.receipt())
                .map(placed -> DecisionJson.Body.all(placed.entry(), log))
                .orElse(List.of())));
  }

  private void end(Exchange exchange, State state) throws IOException {
    String id = exchange.withoutQuery().path("id");
    String reason = exchange.body(QuarantineJson.Word.class).reason();
    if (reason == null || reason.isBlank() || reason.length() > Quarantine.LONGEST_REASON) {
      throw ProblemException.badRequest(
          "body",
          "a reason of 1 to " + Quarantine.LONGEST_REASON + " characters is needed",
          "The ledger keeps it.");
    }
    DataGate data = gateway.orElseThrow(QuarantineRoutes::missing).data();
    switch (written(data, id, state, exchange.caller().name(), reason.strip())) {
      case Quarantine.Outcome.Done(Quarantined item) -> exchange.json(QuarantineJson.Item.of(item));
      case Quarantine.Outcome.Missing() -> throw missing();
      case Quarantine.Outcome.TooLate(Quarantined item) ->
          throw conflict(
              "Somebody was faster", "It is " + item.state().label() + "; nothing was changed.");
      case Quarantine.Outcome.Own() ->
          throw conflict("You brought this yourself", "Somebody else has to let it in.");
    }
  }

  private static Quarantine.Outcome written(
      DataGate data, String id, State state, String who, String reason) {
    try {
      return data.close(id, state, who, reason);
    } catch (CompletionException | IOException e) {
      throw new ProblemException(
          Problem.of(
              503,
              Codes.CANNOT_STORE,
              "Your word cannot be written down",
              "The ledger or the quarantine takes no entry now. The log says why."));
    }
  }

  private static ProblemException conflict(String title, String detail) {
    return new ProblemException(Problem.of(409, Codes.CONFLICT, title, detail));
  }

  private static ProblemException missing() {
    return ProblemException.notFound("Nothing in quarantine has this id.");
  }
}
