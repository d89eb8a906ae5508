package io.sextant.server.gateway;

import io.sextant.core.access.Permission;
import io.sextant.gateway.approval.Approval;
import io.sextant.gateway.approval.ApprovalId;
import io.sextant.gateway.approval.Approvals;
import io.sextant.gateway.approval.Outcome;
import io.sextant.server.http.Codes;
import io.sextant.server.http.Exchange;
import io.sextant.server.http.Problem;
import io.sextant.server.http.ProblemException;
import io.sextant.server.http.Routes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/// What waits for a person, and their word.
public final class ApprovalRoutes {
  private static final int MAX_ID = 64;
  private static final int MAX_REASON = 500;

  private final Optional<Approvals> approvals;

  /// @param approvals of the gateway; empty when none runs
  public ApprovalRoutes(Optional<Approvals> approvals) {
    this.approvals = approvals;
  }

  public void addTo(Routes routes) {
    routes
        .get("/api/v1/approvals", Permission.READ, this::list)
        .get("/api/v1/approvals/{id}", Permission.READ, this::find)
        .post("/api/v1/approvals/{id}/approve", Permission.APPROVE, this::approve)
        .post("/api/v1/approvals/{id}/refuse", Permission.APPROVE, this::refuse);
  }

  private void list(Exchange exchange) {
    exchange
        .withoutQuery()
        .json(
            new ApprovalJson.Items(
                approvals.isPresent(),
                approvals.map(Approvals::list).orElse(List.of()).stream()
                    .map(ApprovalJson.Summary::of)
                    .toList()));
  }

  private void find(Exchange exchange) {
    ApprovalId id = id(exchange.withoutQuery());
    Approval approval = approvals.flatMap(it -> it.find(id)).orElseThrow(ApprovalRoutes::missing);
    boolean decides = exchange.caller().may(Permission.APPROVE);
    exchange.json(
        new ApprovalJson.Detail(
            ApprovalJson.Summary.of(approval),
            Optional.of(approval.question().content())
                .filter(content -> decides && !content.isEmpty())));
  }

  private void approve(Exchange exchange) {
    ApprovalId id = id(exchange.withoutQuery());
    answer(exchange, () -> open().approve(id, exchange.caller().name()));
  }

  private void refuse(Exchange exchange) throws IOException {
    ApprovalId id = id(exchange.withoutQuery());
    String reason = exchange.body(ApprovalJson.Refusal.class).reason();
    if (reason == null || reason.isBlank() || reason.length() > MAX_REASON) {
      throw ProblemException.badRequest(
          "body",
          "a refusal has a reason of 1 to " + MAX_REASON + " characters",
          "Who asked is told, and the ledger keeps it.");
    }
    answer(exchange, () -> open().refuse(id, exchange.caller().name(), reason.strip()));
  }

  private Approvals open() {
    return approvals.orElseThrow(ApprovalRoutes::missing);
  }

  private static void answer(Exchange exchange, Supplier<Outcome> decide) {
    Outcome outcome;
    try {
      outcome = decide.get();
    } catch (CompletionException e) {
      throw new ProblemException(
          Problem.of(
              503,
              Codes.CANNOT_STORE,
              "Your word cannot be written down",
              "The ledger takes no entry now, so nothing was decided. The log says why."));
    }
    switch (outcome) {
      case Outcome.Done(Approval approval) -> exchange.json(ApprovalJson.Summary.of(approval));
      case Outcome.Missing() -> throw missing();
      case Outcome.TooLate(Approval approval) ->
          throw conflict(
              "This is decided already",
              "It is " + approval.state().label() + "; nothing was changed.");
      case Outcome.OwnRequest() ->
          throw conflict(
              "You asked for this yourself", "Somebody else has to approve what you ask for.");
      case Outcome.AgreedBefore() ->
          throw conflict("You agreed already", "The rule wants the word of one more person.");
    }
  }

  private static ProblemException conflict(String title, String detail) {
    return new ProblemException(Problem.of(409, Codes.CONFLICT, title, detail));
  }

  private static ApprovalId id(Exchange exchange) {
    String id = exchange.path("id");
    return new ApprovalId(id.length() > MAX_ID ? "" : id);
  }

  private static ProblemException missing() {
    return ProblemException.notFound(
        "No approval has this id, or it is forgotten; the ledger has every step.");
  }
}
