package io.sextant.gateway.trial;

import io.sextant.core.document.Place;
import io.sextant.core.policy.Decider;
import io.sextant.core.policy.Fact;
import io.sextant.core.policy.Facts;
import io.sextant.core.policy.Policy;
import io.sextant.core.policy.Ruling;
import io.sextant.core.policy.Stage;
import io.sextant.gateway.constrain.Constraints;
import io.sextant.gateway.content.Content;
import io.sextant.gateway.content.ContentFacts;
import io.sextant.gateway.content.Detectors;
import io.sextant.gateway.protocol.Names;
import io.sextant.gateway.protocol.Part;
import io.sextant.inspect.stream.Redaction;
import io.sextant.ledger.entry.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What is known at a stage, and what must be decided by it: for tools of agents, records of data
/// and whole batches.
///
/// @param facts that are told; of others there is nothing to tell
/// @param text in which the detectors look; empty when there is none
/// @param rules rules that must be among the grounds
record FactTest(
    Place place,
    String name,
    Stage stage,
    Map<Fact, Object> facts,
    Optional<Part> text,
    Decision expected,
    List<String> rules)
    implements PolicyTest {
  FactTest {
    facts = Map.copyOf(facts);
    rules = List.copyOf(rules);
  }

  @Override
  public Result run(Policy policy, Detectors detectors) {
    Content content = new Content(detectors, text.stream().toList());
    Facts told =
        fact ->
            Optional.ofNullable(facts.get(fact))
                .or(() -> ContentFacts.of(fact, content))
                .orElseGet(() -> fact.type().nothing());
    Ruling ruling = Decider.decide(policy, stage, told);
    Decision decision = ruling.effective(changes(Constraints.of(ruling.constraints(), detectors)));
    List<String> held =
        ruling.grounds(decision).stream().map(ground -> ground.rule().id()).toList();
    List<String> problems = new ArrayList<>();
    if (decision != expected) {
      problems.add("expected " + expected + ", got " + PolicyTest.said(decision, held));
    }
    problems.addAll(PolicyTest.missing(rules, held));
    return Result.of(this, problems);
  }

  /// Whether a constraint finds anything to do.
  private boolean changes(Constraints constraints) {
    String tool = String.valueOf(facts.getOrDefault(Fact.TOOL_NAME, ""));
    return !constraints.delay().isZero()
        || (!constraints.withoutTools().isEmpty()
            && Names.pattern(constraints.withoutTools(), Pattern.CASE_INSENSITIVE)
                .matcher(tool)
                .matches())
        || constraints.redacting().stream()
            .anyMatch(recognisers ->
                text.filter(it -> !Redaction.redact(it.text(), recognisers).equals(it.text()))
                    .isPresent());
  }
}
