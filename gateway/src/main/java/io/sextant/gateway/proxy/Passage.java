package io.sextant.gateway.proxy;

import io.sextant.core.policy.Constraint;
import io.sextant.core.policy.Decider;
import io.sextant.core.policy.Policy;
import io.sextant.core.policy.Ruling;
import io.sextant.core.policy.Stage;
import io.sextant.gateway.constrain.Constraints;
import io.sextant.gateway.content.Content;
import io.sextant.gateway.content.Detectors;
import io.sextant.gateway.content.ExchangeFacts;
import io.sextant.gateway.content.ExchangeFacts.Answer;
import io.sextant.gateway.content.Grounds;
import io.sextant.gateway.protocol.Part;
import io.sextant.gateway.sequence.Suspicion;
import io.sextant.inspect.Channel;
import io.sextant.ledger.entry.Decision;
import io.sextant.ledger.entry.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What is decided about one exchange, from its request to the end of its answer. Knows no network.
/// For one thread.
final class Passage {
  private final Policy policy;
  private final Detectors detectors;
  private final ExchangeFacts.Request request;
  private final Content content;
  private final Suspicion suspicion;
  private final Ruling onRequest;
  private Optional<Ruling> onAnswer = Optional.empty();

  /// @param watch tells what the queries up to this one look like
  Passage(
      Policy policy,
      Detectors detectors,
      ExchangeFacts.Request request,
      List<Part> parts,
      Function<Content, Suspicion> watch) {
    this.policy = policy;
    this.detectors = detectors;
    this.request = request;
    this.content = new Content(detectors, parts);
    this.suspicion = watch.apply(content);
    this.onRequest =
        Decider.decide(
            policy, Stage.REQUEST, new ExchangeFacts(request, content, Answer.NONE, suspicion));
  }

  Ruling onRequest() {
    return onRequest;
  }

  /// The last ruling on the answer.
  Optional<Ruling> onAnswer() {
    return onAnswer;
  }

  Suspicion suspicion() {
    return suspicion;
  }

  Content content() {
    return content;
  }

  /// The texts that each ruling was about.
  ///
  /// @param said what the model wrote
  Map<Ruling, Content> contents(List<String> said) {
    Map<Ruling, Content> contents = new LinkedHashMap<>(Map.of(onRequest, content));
    onAnswer.ifPresent(ruling ->
        contents.put(
            ruling,
            new Content(
                detectors,
                said.stream().map(text -> new Part(Channel.OUTPUT, "", text, false)).toList())));
    return contents;
  }

  Policy policy() {
    return policy;
  }

  Constraints requestConstraints() {
    return Constraints.of(onRequest.constraints(), detectors);
  }

  /// Decides about an answer, or what has come of it.
  Ruling decide(Answer answer, List<Part> parts) {
    Content said = new Content(detectors, parts);
    Ruling ruling =
        Decider.decide(policy, Stage.RESPONSE, new ExchangeFacts(request, said, answer, suspicion));
    onAnswer = Optional.of(ruling);
    return ruling;
  }

  /// What holds for a stream before any of it has come. A rule that constrains by what the answer
  /// says is taken to hold: its redaction touches only what it finds.
  Ruling decideStream(Answer answer) {
    Content nothing = new Content(detectors, List.of());
    ExchangeFacts facts = new ExchangeFacts(request, nothing, answer, suspicion);
    Ruling known = Decider.decide(policy.only(it -> !it.readsContent()), Stage.RESPONSE, facts);
    List<Ruling.Ground> grounds = new ArrayList<>(known.grounds());
    policy.rules().stream()
        .filter(rule ->
            rule.readsContent()
                && !rule.shadow()
                && rule.decision() == Decision.CONSTRAIN
                && rule.stages().contains(Stage.RESPONSE))
        .forEach(rule -> grounds.add(new Ruling.Ground(rule, false)));
    Ruling ruling = new Ruling(Stage.RESPONSE, known.decision(), grounds, known.shadowed());
    onAnswer = Optional.of(ruling);
    return ruling;
  }

  /// Whether any rule wants to look at what a stream says.
  boolean watchesStreams() {
    return policy.rules().stream()
        .anyMatch(rule ->
            rule.stages().contains(Stage.RESPONSE)
                && rule.readsContent()
                && rule.decision() != Decision.CONSTRAIN);
  }

  Constraints answerConstraints(Ruling ruling) {
    return Constraints.of(ruling.constraints(), detectors);
  }

  /// Whether a ruling delays, which is an effect though nothing changes.
  static boolean delays(Ruling ruling) {
    return ruling.constraints().stream().anyMatch(Constraint.Delay.class::isInstance);
  }

  /// The grounds of a ruling as the ledger keeps them: each with the techniques that it stands for
  /// and, when it looked for attacks, those that were seen. A rule that constrains is a ground only
  /// when the exchange was constrained.
  static List<Reason> reasons(Ruling ruling, Decision effective, Content content) {
    return Grounds.reasons(ruling.grounds(effective), content);
  }
}
