package io.sextant.gateway.proxy;

import io.sextant.core.policy.HoldTerms.Mode;
import io.sextant.gateway.approval.Approval;
import io.sextant.gateway.approval.ApprovalId;
import io.sextant.gateway.approval.Approvals;
import io.sextant.gateway.approval.Question;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/// Keeps a request back until somebody approves it.
final class Holding {
  /// Names an approval, in requests that come again with it and in answers.
  static final String HEADER = "sextant-approval";

  /// Where a sender can ask how an approval stands.
  static final String PATH = "/approvals/";

  private static final Duration RETRY = Duration.ofSeconds(30);

  /// How long after its time is over the end of an approval may take to be written down.
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Approvals approvals;
  private final InstantSource clock;
  private final Supplier<String> policyNow;

  /// @param policyNow digest of the policy in force now
  Holding(Approvals approvals, InstantSource clock, Supplier<String> policyNow) {
    this.approvals = approvals;
    this.clock = clock;
    this.policyNow = policyNow;
  }

  /// Returns once the request may go on; the approval is used up then.
  ///
  /// @throws Refused when it may not, or its sender must come back
  /// @throws IOException when the sender left
  void pass(Request request, Response response, Question question) throws Refused, IOException {
    response.getHeaders().put("x-should-retry", "false");
    String given = request.getHeaders().get(HEADER);
    try {
      if (given != null) {
        take(new ApprovalId(given), question, response);
      } else {
        ask(request, response, question);
      }
    } catch (CompletionException e) {
      throw Refused.notKept();
    } catch (Approvals.TooMany e) {
      throw new Refused(
          503, Refused.TOO_MANY_WAIT, String.valueOf(e.getMessage()), Optional.of(RETRY));
    }
    response.getHeaders().remove("x-should-retry");
  }

  private void ask(Request request, Response response, Question question)
      throws Refused, IOException, Approvals.TooMany {
    Approval approval = approvals.ask(question);
    response.getHeaders().put(HEADER, approval.id().value());
    if (question.terms().mode() == Mode.LATER) {
      throw later(request, response, approval);
    }
    Approval decided = await(request, response, approval);
    if (decided.state() != Approval.State.APPROVED) {
      throw refusal(decided);
    }
    if (!policyNow.get().equals(question.policyDigest())) {
      approvals.cancel(approval.id(), "the policy changed");
      throw new Refused(
          403,
          Refused.APPROVAL_UNFIT,
          "the policy changed while this request waited; send it anew");
    }
    take(approval.id(), question, response);
  }

  private void take(ApprovalId id, Question question, Response response) throws Refused {
    if (!approvals.use(id, question)) {
      throw new Refused(
          403,
          Refused.APPROVAL_UNFIT,
          "this approval does not allow this request: it "
              + approvals
                  .find(id)
                  .filter(it -> it.question().principal().equals(question.principal()))
                  .map(Holding::unfit)
                  .orElse("is not known"));
    }
    response.getHeaders().put(HEADER, id.value());
  }

  private static String unfit(Approval approval) {
    return switch (approval.state()) {
      case WAITING -> "is not decided yet";
      case APPROVED -> "was given for another request, or under another policy";
      case REFUSED, EXPIRED, CANCELLED, USED -> "is " + approval.state().label();
    };
  }

  private Refused later(Request request, Response response, Approval approval) {
    response.getHeaders().put(HttpHeader.LOCATION, PATH + approval.id());
    boolean patient =
        request.getHeaders().getCSV("prefer", false).stream()
            .anyMatch("respond-async"::equalsIgnoreCase);
    return new Refused(
        patient ? 202 : 409,
        Refused.NEEDS_APPROVAL,
        message(approval)
            + "; send it again with the header "
            + HEADER
            + ": "
            + approval.id()
            + " once it is approved, until "
            + approval.expires());
  }

  private static String message(Approval approval) {
    return approval.question().message().isEmpty()
        ? "this request needs approval"
        : approval.question().message();
  }

  private Approval await(Request request, Response response, Approval approval)
      throws Refused, IOException {
    CompletableFuture<Approval> decided =
        approvals.decision(approval.id()).orElseThrow(Refused::notKept);
    CompletableFuture<Void> gone = Departure.of(request, response);
    Duration left = Duration.between(clock.instant(), approval.expires()).plus(GRACE);
    try {
      CompletableFuture.anyOf(decided, gone).get(left.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      approvals.cancel(approval.id(), "the gateway stopped");
      throw new Refused(503, Refused.UPSTREAM_FAILED, "the gateway is stopping");
    } catch (TimeoutException | ExecutionException e) {
      // Its end could not be written down in time: nothing passes all the same.
      throw Refused.notKept();
    }
    if (!decided.isDone()) {
      approvals.cancel(approval.id(), "its sender left");
      throw new IOException("the client left while its request waited for approval");
    }
    return decided.join();
  }

  private static Refused refusal(Approval approval) {
    return switch (approval.state()) {
      case REFUSED ->
          new Refused(
              403,
              Refused.NOT_APPROVED,
              "this request was not approved"
                  + approval
                      .closing()
                      .filter(it -> !it.reason().isEmpty())
                      .map(it -> ": " + it.reason())
                      .orElse(""));
      case EXPIRED ->
          new Refused(403, Refused.NOT_APPROVED, "nobody approved this request in time");
      case CANCELLED, USED, WAITING, APPROVED ->
          new Refused(503, Refused.NOT_APPROVED, "the gateway gave this request up");
    };
  }
}
