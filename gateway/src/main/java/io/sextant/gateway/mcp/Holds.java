package io.sextant.gateway.mcp;

import io.sextant.core.policy.HoldTerms;
import io.sextant.core.policy.HoldTerms.Mode;
import io.sextant.core.policy.Policy;
import io.sextant.core.policy.Ruling;
import io.sextant.gateway.access.Principal;
import io.sextant.gateway.approval.Approval;
import io.sextant.gateway.approval.ApprovalId;
import io.sextant.gateway.approval.Approvals;
import io.sextant.gateway.approval.Canonical;
import io.sextant.gateway.approval.Question;
import io.sextant.gateway.mcp.McpSession.Asked;
import io.sextant.gateway.protocol.Json;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Keeps calls and offers of tools back until somebody approves them. Thread-safe.
final class Holds {
  private static final Logger LOG = LoggerFactory.getLogger(Holds.class);

  /// Characters that who approves is shown.
  private static final int SHOWN = 32 << 10;

  /// Offers whose approval is followed; more than can be open at once.
  private static final int OFFERS = 1_000;

  private static final Duration GRACE = Duration.ofSeconds(5);

  /// How long somebody has to look at an offer whose rule does not say that its sender comes back.
  private static final Duration OFFER = Duration.ofHours(8);

  private final McpServices services;
  private final ToolBook tools;
  private final Consumer<String> changed;
  private final Map<ApprovalId, CompletableFuture<Boolean>> offers =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(
            Map.Entry<ApprovalId, CompletableFuture<Boolean>> eldest) {
          return size() > OFFERS;
        }
      };

  /// @param changed hears of servers whose offer changed by an approval
  Holds(McpServices services, ToolBook tools, Consumer<String> changed) {
    this.services = services;
    this.tools = tools;
    this.changed = changed;
  }

  /// How a wait ended.
  ///
  /// @param message why it may not go on
  record Ended(boolean approved, String code, String message) {
    private static final Ended GOES_ON = new Ended(true, "", "");

    private static Ended refused(String code, String message) {
      return new Ended(false, code, message);
    }
  }

  /// Waits until a request may go on, or may not.
  ///
  /// @throws Refusal when a step cannot be written down
  Ended pass(Judgement judged, Message.Request request, long receipt, Asked asked, Waiting waiting)
      throws Refusal {
    Question question = question(judged, request, receipt);
    try {
      Approval approval = services.approvals().ask(question);
      if (question.terms().mode() == Mode.LATER) {
        return later(approval, question);
      }
      waiting.begin(token(request), told(approval, question));
      CompletableFuture<Approval> decided =
          services.approvals().decision(approval.id()).orElseThrow(Refusal::notKept);
      Optional<Approval> ended = await(decided, approval, asked, waiting);
      return ended.map(it -> use(it, question)).orElseGet(() -> Ended.refused("", "cancelled"));
    } catch (Approvals.TooMany e) {
      return Ended.refused(Refusal.TOO_MANY_WAIT, String.valueOf(e.getMessage()));
    } catch (CompletionException e) {
      throw Refusal.notKept();
    }
  }

  private static JsonNode token(Message.Request request) {
    return request.json().path("params").path("_meta").path("progressToken");
  }

  private Ended later(Approval approval, Question question) {
    return approval.state() == Approval.State.APPROVED
        ? use(approval, question)
        : Ended.refused(
            Refusal.NEEDS_APPROVAL,
            told(approval, question) + "; call it again once it is approved");
  }

  private Ended use(Approval approval, Question question) {
    boolean same = services.policy().get().digest().equals(question.policyDigest());
    if (approval.state() == Approval.State.APPROVED
        && same
        && services.approvals().use(approval.id(), question)) {
      return Ended.GOES_ON;
    }
    if (!same) {
      services.approvals().cancel(approval.id(), "the policy changed");
      return Ended.refused(
          Refusal.NOT_APPROVED, "the policy changed while this waited; call it again");
    }
    return Ended.refused(Refusal.NOT_APPROVED, end(approval));
  }

  private static String end(Approval approval) {
    return switch (approval.state()) {
      case REFUSED ->
          "this was not approved"
              + approval
                  .closing()
                  .map(Approval.Closing::reason)
                  .filter(it -> !it.isEmpty())
                  .map(it -> ": " + it)
                  .orElse("");
      case EXPIRED -> "nobody approved this in time";
      case CANCELLED, USED, WAITING, APPROVED -> "the gateway gave this up";
    };
  }

  private static String told(Approval approval, Question question) {
    return (question.message().isEmpty() ? "this needs approval" : question.message())
        + " (approval "
        + approval.id()
        + ")";
  }

  /// @return empty when who asked does not wait any more
  private Optional<Approval> await(
      CompletableFuture<Approval> decided, Approval approval, Asked asked, Waiting waiting)
      throws Refusal {
    Duration left = Duration.between(services.clock().instant(), approval.expires()).plus(GRACE);
    wait(CompletableFuture.anyOf(decided, asked.cancelled(), waiting.gone()), left, approval.id());
    if (!decided.isDone()) {
      services.approvals().cancel(approval.id(), "who asked took it back, or left");
      return Optional.empty();
    }
    return Optional.of(decided.join());
  }

  private void wait(CompletableFuture<?> until, Duration most, ApprovalId id) throws Refusal {
    try {
      until.get(Math.max(1, most.toMillis()), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      services.approvals().cancel(id, "the gateway stopped");
      throw Refusal.notKept();
    } catch (TimeoutException | ExecutionException e) {
      throw Refusal.notKept();
    }
  }

  /// Asks a person about a definition. When they agree it is pinned, for everybody.
  ///
  /// @return done with whether it was approved
  CompletableFuture<Boolean> offer(Judgement judged, ToolStanding standing, long receipt) {
    if (tools.isRefused(standing)) {
      return CompletableFuture.completedFuture(false);
    }
    Question question = question(judged, standing, receipt);
    try {
      Approval approval = services.approvals().ask(question);
      return followed(approval.id(), question, standing);
    } catch (Approvals.TooMany e) {
      LOG.warn("the tool {} of {} stays withheld: {}", standing.tool(), standing.server(), e);
      return CompletableFuture.completedFuture(false);
    }
  }

  private synchronized CompletableFuture<Boolean> followed(
      ApprovalId id, Question question, ToolStanding standing) {
    return offers.computeIfAbsent(id, _ -> settled(id, question, standing));
  }

  private CompletableFuture<Boolean> settled(
      ApprovalId id, Question question, ToolStanding standing) {
    return services
        .approvals()
        .decision(id)
        .orElseGet(() -> CompletableFuture.failedFuture(new IllegalStateException("no approval")))
        .thenApplyAsync(
            decided -> settle(decided, question, standing),
            task -> Thread.ofVirtual().name("tool-approval").start(task))
        .exceptionally(failure -> {
          LOG.error("the tool {} stays withheld", standing.tool(), failure);
          return false;
        });
  }

  private boolean settle(Approval decided, Question question, ToolStanding standing) {
    boolean agreed =
        decided.state() == Approval.State.APPROVED
            && services.approvals().use(decided.id(), question);
    if (agreed) {
      tools.approved(standing);
      changed.accept(standing.server());
    } else if (decided.state() == Approval.State.REFUSED) {
      tools.refused(standing);
    }
    return agreed;
  }

  private Question question(Judgement judged, Message.Request request, long receipt) {
    JsonNode params = request.json().path("params");
    String tool = judged.about().tool().map(ToolStanding::tool).orElse("");
    String server = judged.about().server().id();
    Principal principal = judged.about().principal();
    String target = server + (tool.isEmpty() ? "" : "/" + tool);
    ObjectNode asked = Json.object();
    params.properties().stream()
        .filter(it -> !it.getKey().equals("_meta"))
        .forEach(it -> asked.set(it.getKey(), it.getValue()));
    return question(
        judged,
        principal.id(),
        principal.people(),
        new Subject(
            request.method(),
            target,
            asked,
            Canonical.digest(target + " " + request.method(), asked)),
        receipt,
        judged.ruling().holdTerms());
  }

  /// The server asks, for all its clients together; who is behind the one that brought it up cannot
  /// approve it.
  private Question question(Judgement judged, ToolStanding standing, long receipt) {
    Principal first = judged.about().principal();
    Set<String> people = new HashSet<>(first.people());
    people.add(first.id());
    HoldTerms terms = judged.ruling().holdTerms();
    boolean later = terms.mode() == Mode.LATER;
    ObjectNode shown = Json.object();
    shown.putPOJO("findings", standing.findings());
    standing.pinned().ifPresent(it -> shown.put("pinned", it.definition()));
    standing.definition().ifPresent(it -> shown.set("offered", it));
    return question(
        judged,
        "mcp:" + standing.server(),
        people,
        new Subject(
            "definition of a tool",
            standing.server() + "/" + standing.tool(),
            shown,
            Canonical.digest(
                "offer " + standing.server(), standing.definition().orElse(Json.object()))),
        receipt,
        new HoldTerms(
            terms.approvers(),
            Mode.LATER,
            later ? terms.decideWithin() : OFFER,
            later ? terms.useWithin() : HoldTerms.DEFAULT.useWithin()));
  }

  private record Subject(String name, String target, ObjectNode content, String digest) {}

  private Question question(
      Judgement judged,
      String principal,
      Set<String> people,
      Subject subject,
      long receipt,
      HoldTerms terms) {
    Policy policy = services.policy().get();
    Ruling ruling = judged.ruling();
    String text = subject.content().toPrettyString();
    return new Question(
        principal,
        people,
        subject.name(),
        subject.target(),
        text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text,
        text.length(),
        subject.digest(),
        McpRecord.reasons(judged),
        ruling.holding().stream().map(ground -> ground.rule().title()).toList(),
        ruling.message().orElse(""),
        policy.id(),
        policy.digest(),
        receipt,
        terms);
  }
}
