package io.sextant.gateway.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.core.policy.Decider;
import io.sextant.core.policy.Policy;
import io.sextant.core.policy.Ruling;
import io.sextant.gateway.access.Networks;
import io.sextant.gateway.access.Principal;
import io.sextant.gateway.access.Quota;
import io.sextant.gateway.access.Quotas;
import io.sextant.gateway.access.Secret;
import io.sextant.gateway.approval.Canonical;
import io.sextant.gateway.approval.Question;
import io.sextant.gateway.constrain.AnswerShaper;
import io.sextant.gateway.constrain.Constraints;
import io.sextant.gateway.constrain.RequestShaper;
import io.sextant.gateway.content.Content;
import io.sextant.gateway.content.Detectors;
import io.sextant.gateway.content.ExchangeFacts;
import io.sextant.gateway.content.ExchangeFacts.Answer;
import io.sextant.gateway.protocol.Json;
import io.sextant.gateway.protocol.Operation;
import io.sextant.gateway.protocol.Parameters;
import io.sextant.gateway.protocol.Part;
import io.sextant.gateway.protocol.Texts;
import io.sextant.gateway.record.Decisions.Kept;
import io.sextant.gateway.record.EventWriter;
import io.sextant.gateway.stream.StreamRelay;
import io.sextant.inspect.Channel;
import io.sextant.ledger.entry.Decision;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One exchange: read, decided, sent on, its answer decided and given back. For one thread.
///
/// The decision about a request is on its way to the disk while the request is; nothing of the
/// answer goes back before it is there.
@SuppressWarnings("ReferenceEquality") // the very same object says that nothing was changed
final class Forwarding {
  private static final Logger LOG = LoggerFactory.getLogger(Forwarding.class);
  private static final byte[] NO_BODY = new byte[0];

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

  /// What one exchange is about, once its request is read.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Work(
      Request request,
      Response response,
      byte[] raw,
      ObjectNode body,
      ExchangeFacts.Request facts,
      Quota.Use use,
      Passage passage) {}

  /// How it went on.
  private record Outcome(int status, List<String> texts, Decision decision) {}

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
    CompletableFuture<Long> kept =
        keep(work, ruling, work.passage().content(), decision, work.raw());
    if (decision == Decision.BLOCK) {
      long receipt = durable(kept);
      tell(work, new Outcome(403, List.of(), decision), receipt);
      stamp(response, decision, receipt);
      throw new Refused(403, Refused.BLOCKED, message(ruling));
    }
    pause(delay);
    byte[] sent = shaped == work.body() ? work.raw() : Json.bytes(shaped);
    Upstreams.Answer answer =
        services
            .upstreams()
            .send(
                operation,
                work.facts().parameters().model(),
                work.facts().path(),
                request.getHeaders(),
                sent,
                passedOn);
    try (answer) {
      long receipt = durable(kept);
      Outcome outcome = answer(work, answer, decision, receipt);
      tell(work, outcome, receipt);
    } catch (IOException | Refused | RuntimeException e) {
      answer.cancel();
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

  private void settle(Work work, Usage usage) {
    services.quotas().settle(work.use(), usage.asked(), usage.answered());
  }

  /// Returns once the request is approved; who refuses, and what comes of it, is on record.
  private void hold(Work work, Ruling ruling) throws Refused, IOException {
    long receipt = durable(keep(work, ruling, work.passage().content(), Decision.HOLD, work.raw()));
    stamp(work.response(), Decision.HOLD, receipt);
    Holding holding =
        new Holding(services.approvals(), services.clock(), () -> services.policy().get().digest());
    try {
      holding.pass(work.request(), work.response(), question(work, ruling, receipt));
    } catch (Refused e) {
      tell(work, new Outcome(e.status(), List.of(), Decision.HOLD), receipt);
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
    return new Work(request, response, raw, body, facts, use, passage);
  }

  private Outcome answer(Work work, Upstreams.Answer answer, Decision decision, long receipt)
      throws Refused, IOException {
    Response response = work.response();
    response.setStatus(answer.head().getStatus());
    Headers.toClient(answer.head().getHeaders(), response.getHeaders());
    String type = String.valueOf(answer.head().getHeaders().get(HttpHeader.CONTENT_TYPE));
    String encoding = answer.head().getHeaders().get(HttpHeader.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw new Refused(
          502,
          Refused.UNREADABLE_ANSWER,
          "the server packed its answer though it was asked not to, so nothing can look into it");
    }
    return type.toLowerCase(Locale.ROOT).startsWith("text/event-stream")
        ? stream(work, answer, decision, receipt)
        : whole(work, answer, decision, receipt);
  }

  private Outcome stream(Work work, Upstreams.Answer answer, Decision decision, long receipt)
      throws Refused, IOException {
    Passage passage = work.passage();
    Answer head = new Answer(answer.head().getStatus(), List.of());
    Ruling before = passage.decideStream(head);
    if (before.decision() == Decision.BLOCK) {
      throw block(work, before, NO_BODY);
    }
    stamp(work.response(), decision, receipt);
    StreamRelay.Judge judge =
        passage.watchesStreams()
            ? parts ->
                Optional.of(passage.decide(head, parts))
                    .filter(ruling -> ruling.decision() == Decision.BLOCK)
            : StreamRelay.Judge.NONE;
    try (InputStream in = answer.rest().getInputStream();
        OutputStream out = sink(work.response())) {
      StreamRelay.Result result =
          new StreamRelay(operation, passage.answerConstraints(before), judge, out).relay(in);
      settle(work, Usage.estimated(work.facts().characters(), result.texts()));
      Ruling last = result.blocked().or(passage::onAnswer).orElse(before);
      Ruling said = result.changed() ? strictest(before, last) : last;
      Decision taken = said.effective(result.changed());
      if (result.blocked().isPresent()) {
        answer.cancel();
        out.write(cut(message(last)));
      }
      durable(keepAnswer(work, said, taken, String.join("\n", result.texts()).getBytes(UTF_8)));
      return new Outcome(answer.head().getStatus(), result.texts(), stricter(decision, taken));
    }
  }

  /// The end of a stream that was cut, in the words of its protocol.
  private byte[] cut(String message) {
    byte[] body = new Refused(403, Refused.BLOCKED, message).body(operation.family());
    String head = operation == Operation.MESSAGES ? "event: error\ndata: " : "data: ";
    return (head + new String(body, UTF_8) + "\n\n").getBytes(UTF_8);
  }

  private Outcome whole(Work work, Upstreams.Answer answer, Decision decision, long receipt)
      throws Refused, IOException {
    byte[] raw = readAnswer(answer);
    int status = answer.head().getStatus();
    JsonNode body;
    try {
      body = raw.length == 0 ? Json.object() : Json.object(raw);
    } catch (Json.Malformed e) {
      throw new Refused(
          502, Refused.UNREADABLE_ANSWER, "the server's answer cannot be read: " + e.getMessage());
    }
    settle(work, Usage.of(body, work.facts().characters(), raw.length));
    List<Part> texts = Texts.find(body, Channel.OUTPUT).parts();
    Ruling ruling =
        work.passage()
            .decide(
                new Answer(status, AnswerTexts.tools(body)),
                operation == Operation.EMBEDDING ? List.of() : texts);
    if (ruling.decision() == Decision.BLOCK) {
      throw block(work, ruling, raw);
    }
    JsonNode shaped =
        ruling.decision() == Decision.CONSTRAIN
            ? new AnswerShaper(work.passage().answerConstraints(ruling)).shape(body, texts)
            : body;
    Decision taken = ruling.effective(shaped != body);
    CompletableFuture<Long> kept = keepAnswer(work, ruling, taken, raw);
    durable(kept);
    stamp(work.response(), stricter(decision, taken), receipt);
    byte[] given = shaped == body ? raw : Json.bytes(shaped);
    work.response().getHeaders().put(HttpHeader.CONTENT_LENGTH, given.length);
    try (OutputStream out = sink(work.response())) {
      out.write(given);
    }
    return new Outcome(status, AnswerTexts.of(operation, body), stricter(decision, taken));
  }

  private byte[] readAnswer(Upstreams.Answer answer) throws IOException, Refused {
    int most = services.limits().answerBytes();
    try (InputStream in = answer.rest().getInputStream()) {
      byte[] raw = in.readNBytes(most + 1);
      if (raw.length > most) {
        throw new Refused(
            502, Refused.UNREADABLE_ANSWER, "the answer is longer than " + most + " bytes");
      }
      return raw;
    } catch (IOException e) {
      throw new Refused(
          502, Refused.UPSTREAM_FAILED, "the server behind this gateway broke its answer off");
    }
  }

  /// Writes down that an answer is blocked, and gives what its client is told instead.
  private Refused block(Work work, Ruling ruling, byte[] raw) throws Refused {
    long receipt = durable(keepAnswer(work, ruling, Decision.BLOCK, raw));
    tell(work, new Outcome(403, List.of(), Decision.BLOCK), receipt);
    work.response().getHeaders().clear();
    stamp(work.response(), Decision.BLOCK, receipt);
    return new Refused(403, Refused.BLOCKED, message(ruling));
  }

  private static OutputStream sink(Response response) {
    return org.eclipse.jetty.io.Content.Sink.asOutputStream(response);
  }

  private static String message(Ruling ruling) {
    return ruling
        .message()
        .orElse(
            "blocked by policy ("
                + ruling.grounds().getFirst().rule().id()
                + "); ask the owner of this gateway");
  }

  private CompletableFuture<Long> keepAnswer(
      Work work, Ruling ruling, Decision decision, byte[] raw) {
    // An answer that simply passes is covered by the decision about its request.
    return decision == Decision.ALLOW
        ? CompletableFuture.completedFuture(-1L)
        : keep(work, ruling, work.passage().content(), decision, raw);
  }

  private CompletableFuture<Long> keep(
      Work work, Ruling ruling, Content content, Decision decision, byte[] body) {
    return services
        .decisions()
        .keep(
            new Kept(
                services.clock().instant(),
                ruling.stage().label(),
                decision,
                Passage.reasons(ruling, decision, content),
                work.passage().policy().digest(),
                Detectors.VERSIONS,
                principal.id(),
                body));
  }

  private long durable(CompletableFuture<Long> kept) throws Refused {
    try {
      return kept.join();
    } catch (CompletionException e) {
      LOG.error("a decision cannot be written down", e.getCause());
      throw Refused.notKept();
    }
  }

  private static void stamp(Response response, Decision decision, long receipt) {
    response.getHeaders().put("sextant-decision", decision.label());
    response.getHeaders().put("sextant-receipt", Long.toString(receipt));
  }

  private void tell(Work work, Outcome outcome, long receipt) {
    services.figures().decided(outcome.decision());
    List<Ruling> rulings = new ArrayList<>(List.of(work.passage().onRequest()));
    work.passage().onAnswer().ifPresent(rulings::add);
    EventWriter.Exchange exchange =
        new EventWriter.Exchange(
            work.facts(),
            work.passage().suspicion(),
            work.body(),
            outcome.status(),
            outcome.texts(),
            outcome.decision(),
            rulings,
            outcome.decision() == Decision.ALLOW
                ? Map.of()
                : work.passage().contents(outcome.texts()),
            receipt,
            Duration.between(began, services.clock().instant()));
    services.events().tell(EventWriter.call(exchange));
    EventWriter.verdict(exchange).ifPresent(services.events()::tell);
    services.watch().report(exchange).ifPresent(services.events()::tell);
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

  private static Ruling strictest(Ruling one, Ruling other) {
    return stricter(one.decision(), other.decision()) == other.decision() ? other : one;
  }

  private static Decision stricter(Decision one, Decision other) {
    return Decider.severity(one) > Decider.severity(other) ? one : other;
  }
}
