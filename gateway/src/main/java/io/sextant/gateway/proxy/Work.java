package io.sextant.gateway.proxy;

import io.sextant.core.policy.Decider;
import io.sextant.core.policy.Ruling;
import io.sextant.gateway.access.Principal;
import io.sextant.gateway.access.Quota;
import io.sextant.gateway.content.ExchangeFacts;
import io.sextant.gateway.protocol.Operation;
import io.sextant.gateway.record.Decisions.Kept;
import io.sextant.gateway.record.EventWriter;
import io.sextant.ledger.entry.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/// One exchange under way, its request read, and how it comes on record. For one thread.
///
/// @param raw the request's body as it came
@SuppressWarnings("ArrayRecordComponent") // never compared
record Work(
    Services services,
    Operation operation,
    Principal principal,
    Request request,
    Response response,
    byte[] raw,
    ObjectNode body,
    ExchangeFacts.Request facts,
    Quota.Use use,
    Passage passage) {
  private static final Logger LOG = LoggerFactory.getLogger(Work.class);

  /// How it went on.
  ///
  /// @param texts what the model wrote
  record Outcome(int status, List<String> texts, Decision decision) {}

  /// Writes a decision down; complete once it is durable.
  CompletableFuture<Long> keep(Ruling ruling, Decision decision, byte[] body) {
    return services
        .decisions()
        .keep(
            new Kept(
                services.clock().instant(),
                ruling.stage().label(),
                decision,
                Passage.reasons(ruling, decision, passage.content()),
                passage.policy().digest(),
                services.detectors().versions(),
                principal.id(),
                body));
  }

  /// The place of a decision in the ledger, once it is durable.
  ///
  /// @throws Refused when it cannot be written down
  static long durable(CompletableFuture<Long> kept) throws Refused {
    try {
      return kept.join();
    } catch (CompletionException e) {
      LOG.error("a decision cannot be written down", e.getCause());
      throw Refused.notKept();
    }
  }

  /// Names decision and receipt in the head of the answer.
  void stamp(Decision decision, long receipt) {
    response.getHeaders().put("sextant-decision", decision.label());
    response.getHeaders().put("sextant-receipt", Long.toString(receipt));
  }

  void settle(Usage usage) {
    services.quotas().settle(use, usage.asked(), usage.answered());
  }

  /// Tells of the exchange as events, now that it has ended.
  void tell(Outcome outcome, long receipt) {
    services.figures().decided(outcome.decision());
    List<Ruling> rulings = new ArrayList<>(List.of(passage.onRequest()));
    passage.onAnswer().ifPresent(rulings::add);
    EventWriter.Exchange exchange =
        new EventWriter.Exchange(
            facts,
            passage.suspicion(),
            body,
            outcome.status(),
            outcome.texts(),
            outcome.decision(),
            rulings,
            outcome.decision() == Decision.ALLOW ? Map.of() : passage.contents(outcome.texts()),
            receipt,
            Duration.between(facts.time(), services.clock().instant()));
    services.events().tell(EventWriter.call(exchange));
    EventWriter.verdict(exchange).ifPresent(services.events()::tell);
    services.watch().report(exchange).ifPresent(services.events()::tell);
  }

  /// What somebody is told whose exchange is blocked.
  static String message(Ruling ruling) {
    return ruling
        .message()
        .orElse(
            "blocked by policy ("
                + ruling.grounds().getFirst().rule().id()
                + "); ask the owner of this gateway");
  }

  static Decision stricter(Decision one, Decision other) {
    return Decider.severity(one) > Decider.severity(other) ? one : other;
  }
}
