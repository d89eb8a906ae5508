package io.sextant.gateway.proxy;

import io.sextant.core.policy.Policy;
import io.sextant.core.policy.Ruling;
import io.sextant.gateway.access.Principal;
import io.sextant.gateway.constrain.AnswerShaper;
import io.sextant.gateway.constrain.RequestShaper;
import io.sextant.gateway.content.Content;
import io.sextant.gateway.content.Detectors;
import io.sextant.gateway.content.ExchangeFacts;
import io.sextant.gateway.content.ExchangeFacts.Answer;
import io.sextant.gateway.protocol.Json;
import io.sextant.gateway.protocol.Operation;
import io.sextant.gateway.protocol.Parameters;
import io.sextant.gateway.protocol.Texts;
import io.sextant.gateway.sequence.Suspicion;
import io.sextant.inspect.Channel;
import io.sextant.ledger.entry.Decision;
import io.sextant.ledger.entry.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a policy would do with an exchange, without a network: for tests of policies and for
/// explanations. Decides by the same code as the running gateway.
@SuppressWarnings("ReferenceEquality") // the very same object says that nothing was changed
public final class PolicyTrial {
  private static final int ANSWERED = 200;

  private final Policy policy;
  private final Detectors detectors;

  /// An exchange to try.
  ///
  /// @param answer the model's; empty when only the request is tried
  public record Case(
      Operation operation,
      Principal principal,
      ObjectNode body,
      Optional<ObjectNode> answer,
      Instant time) {}

  /// What happens to one side of it.
  ///
  /// @param decision as it takes effect: a constraint that changes nothing is none
  /// @param body as it goes on
  public record Side(
      Ruling ruling, Decision decision, List<Reason> reasons, Content content, JsonNode body) {
    static Side of(Ruling ruling, boolean changed, Content content, JsonNode body) {
      Decision decision = ruling.effective(changed);
      return new Side(ruling, decision, Passage.reasons(ruling, decision, content), content, body);
    }

    /// The rules that speak for the decision, in the order of the reasons.
    public List<Ruling.Ground> grounds() {
      return ruling.grounds(decision);
    }

    public Side {
      reasons = List.copyOf(reasons);
    }
  }

  /// @param answer empty when there is none, or it was never reached
  public record Outcome(Side request, Optional<Side> answer) {}

  public PolicyTrial(Policy policy, Detectors detectors) {
    this.policy = policy;
    this.detectors = detectors;
  }

  public Outcome run(Case tried) {
    Texts.Found texts = Texts.find(tried.body(), tried.operation().channel());
    ExchangeFacts.Request facts =
        new ExchangeFacts.Request(
            tried.principal(),
            "",
            tried.operation(),
            "",
            Parameters.of(tried.body()),
            Json.bytes(tried.body()).length,
            texts.characters(),
            texts.opaque(),
            tried.time());
    Passage passage = new Passage(policy, detectors, facts, texts.parts(), _ -> Suspicion.NONE);
    Ruling ruling = passage.onRequest();
    // What waits is tried as if it were approved.
    Ruling goesOn = ruling.decision() == Decision.HOLD ? ruling.approved() : ruling;
    ObjectNode shaped =
        goesOn.decision() == Decision.CONSTRAIN
            ? new RequestShaper(passage.requestConstraints())
                .shape(tried.operation(), tried.body(), texts.parts())
            : tried.body();
    boolean changed = shaped != tried.body() || Passage.delays(ruling);
    Side request = Side.of(ruling, changed, passage.content(), shaped);
    return new Outcome(
        request,
        request.decision() == Decision.BLOCK
            ? Optional.empty()
            : tried.answer().map(answer -> answer(passage, answer)));
  }

  private Side answer(Passage passage, ObjectNode body) {
    Texts.Found texts = Texts.find(body, Channel.OUTPUT);
    Content content = new Content(detectors, texts.parts());
    Ruling ruling = passage.decide(new Answer(ANSWERED, AnswerTexts.tools(body)), texts.parts());
    JsonNode shaped =
        ruling.decision() == Decision.CONSTRAIN
            ? new AnswerShaper(passage.answerConstraints(ruling)).shape(body, texts.parts())
            : body;
    return Side.of(ruling, shaped != body, content, shaped);
  }
}
