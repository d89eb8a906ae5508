package io.sextant.gateway.proxy;

import io.sextant.core.policy.Policy;
import io.sextant.core.policy.Ruling;
import io.sextant.gateway.access.Networks;
import io.sextant.gateway.access.Principal;
import io.sextant.gateway.access.Quota;
import io.sextant.gateway.access.Quotas;
import io.sextant.gateway.access.Secret;
import io.sextant.gateway.approval.Canonical;
import io.sextant.gateway.approval.Question;
import io.sextant.gateway.constrain.Constraints;
import io.sextant.gateway.constrain.RequestShaper;
import io.sextant.gateway.content.ExchangeFacts;
import io.sextant.gateway.protocol.Json;
import io.sextant.gateway.protocol.Operation;
import io.sextant.gateway.protocol.Parameters;
import io.sextant.gateway.protocol.Texts;
import io.sextant.ledger.entry.Decision;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import tools.jackson.databind.node.ObjectNode;

/// The way of one exchange to the model: read, decided and sent on; [Returning] brings the answer
/// back. For one thread.
///
/// The decision about a request is on its way to the disk while the request is; nothing of the
/// answer goes back before it is there.
@SuppressWarnings("ReferenceEquality") // the very same object says that nothing was changed
final class Forwarding {
  private static final byte[] NO_BODY = new byte[0];

  /// What is told as the status of an exchange that broke off.
  private static final int BROKEN = 502;

  private static final int LONGEST_SESSION = 128;

  /// Characters of a request that who approves is shown.
  private static final int SHOWN = 32 << 10;

  private final Services services;
  private final Operation operation;
  private final Principal principal;
  private final Optional<Secret> passedOn;
  private final Instant began;

  /// @param credential of the client; stays here when it is one of the gateway's
  Forwarding(
      Services services, Operation operation, Principal principal, Optional<Secret> credential) {
    this.services = services;
    this.operation = operation;
    this.principal = principal;
    this.passedOn = principal.verified() ? Optional.empty() : credential;
    this.began = services.clock().instant();
  }

  void run(Request request, Response response) throws Refused, IOException {
    Work work = read(request, response);
    admit(work);
    Ruling ruling = work.passage().onRequest();
    if (ruling.decision() == Decision.HOLD) {
      hold(work, ruling);
      ruling = ruling.approved();
    }
    ObjectNode shaped = work.body();
    Duration delay = Duration.ZERO;
    if (ruling.decision() == Decision.CONSTRAIN) {
      Constraints constraints = work.passage().requestConstraints();
      shaped =
          new RequestShaper(constraints)
              .shape(operation, work.body(), work.passage().content().parts());
      delay = constraints.delay();
    }
    Decision decision = ruling.effective(shaped != work.body() || Passage.delays(ruling));
    CompletableFuture<Long> kept = work.keep(ruling, decision, work.raw());
    if (decision == Decision.BLOCK) {
      long receipt = Work.durable(kept);
      work.tell(new Work.Outcome(403, List.of(), decision), receipt);
      work.stamp(decision, receipt);
      throw new Refused(403, Refused.BLOCKED, Work.message(ruling));
    }
    pause(delay);
    byte[] sent = shaped == work.body() ? work.raw() : Json.bytes(shaped);
    Upstreams.Answer answer = sent(work, sent, decision, kept);
    try (answer) {
      long receipt = Work.durable(kept);
      Work.Outcome outcome = new Returning(work, answer, decision, receipt).run();
      work.tell(outcome, receipt);
    } catch (IOException | RuntimeException e) {
      answer.cancel();
      work.tell(new Work.Outcome(BROKEN, List.of(), decision), Work.durable(kept));
      throw e;
    } catch (Refused e) {
      answer.cancel();
      throw e;
    }
  }

  /// Sends a request on. What an upstream never answered is told of too: who tried is worth
  /// knowing.
  private Upstreams.Answer sent(
      Work work, byte[] body, Decision decision, CompletableFuture<Long> kept) throws Refused {
    try {
      return services
          .upstreams()
          .send(
              operation,
              work.facts().parameters().model(),
              work.facts().path(),
              work.request().getHeaders(),
              body,
              passedOn);
    } catch (Refused e) {
      work.tell(new Work.Outcome(e.status(), List.of(), decision), Work.durable(kept));
      throw e;
    }
  }

  /// @throws Refused when a quota is used up
  private void admit(Work work) throws Refused {
    Optional<Quotas.Refusal> refusal = services.quotas().ask(work.use());
    RateHeaders.quotas(work.response().getHeaders(), services.quotas().standing(work.use()));
    if (refusal.isPresent()) {
      throw new Refused(
          429,
          Refused.TOO_MANY,
          "the quota '" + refusal.get().quota().id() + "' is used up",
          Optional.of(refusal.get().retryAfter()));
    }
  }

  /// Names a session; it never adds to what its principal has.
  private static String session(Request request, ObjectNode body) {
    String header = request.getHeaders().get("sextant-session");
    String session = header == null ? body.path("user").asString("") : header;
    return session.length() > LONGEST_SESSION ? session.substring(0, LONGEST_SESSION) : session;
  }

  /// Returns once the request is approved; who refuses, and what comes of it, is on record.
  private void hold(Work work, Ruling ruling) throws Refused, IOException {
    long receipt = Work.durable(work.keep(ruling, Decision.HOLD, work.raw()));
    work.stamp(Decision.HOLD, receipt);
    Holding holding =
        new Holding(services.approvals(), services.clock(), () -> services.policy().get().digest());
    try {
      holding.pass(work.request(), work.response(), question(work, ruling, receipt));
    } catch (Refused e) {
      work.tell(new Work.Outcome(e.status(), List.of(), Decision.HOLD), receipt);
      throw e;
    }
  }

  private Question question(Work work, Ruling ruling, long receipt) {
    Ruling holding = new Ruling(ruling.stage(), Decision.HOLD, ruling.holding(), List.of());
    String text = work.body().toPrettyString();
    return new Question(
        principal.id(),
        principal.people(),
        operation.label(),
        work.facts().parameters().model(),
        text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text,
        work.raw().length,
        Canonical.digest(work.facts().path(), work.body()),
        Passage.reasons(holding, Decision.HOLD, work.passage().content()),
        ruling.holding().stream().map(ground -> ground.rule().title()).toList(),
        ruling.message().orElse(""),
        work.passage().policy().id(),
        work.passage().policy().digest(),
        receipt,
        ruling.holdTerms());
  }

  private Work read(Request request, Response response) throws Refused, IOException {
    byte[] raw =
        operation.hasBody() ? RequestBody.read(request, services.limits().bodyBytes()) : NO_BODY;
    ObjectNode body = Json.object();
    if (operation.hasBody()) {
      try {
        body = Json.object(raw);
      } catch (Json.Malformed e) {
        throw new Refused(400, Refused.MALFORMED, String.valueOf(e.getMessage()));
      }
    }
    Texts.Found texts = Texts.find(body, operation.channel());
    ExchangeFacts.Request facts =
        new ExchangeFacts.Request(
            principal,
            Networks.of(request),
            operation,
            String.valueOf(request.getHttpURI().getPath()),
            Parameters.of(body),
            raw.length,
            texts.characters(),
            texts.opaque(),
            began);
    Policy policy = services.policy().get();
    ObjectNode read = body;
    Passage passage =
        new Passage(
            policy,
            services.detectors(),
            facts,
            texts.parts(),
            content -> services.watch().observe(policy, facts, read, content));
    Quota.Use use =
        new Quota.Use(
            principal.id(), session(request, body), facts.parameters().model(), operation.label());
    return new Work(
        services, operation, principal, request, response, raw, body, facts, use, passage);
  }

  private static void pause(Duration delay) throws Refused {
    if (delay.isZero()) {
      return;
    }
    try {
      Thread.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refused(503, Refused.UPSTREAM_FAILED, "the gateway is stopping");
    }
  }
}
