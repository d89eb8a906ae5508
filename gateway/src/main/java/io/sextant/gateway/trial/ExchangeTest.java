package io.sextant.gateway.trial;

import io.sextant.core.document.Place;
import io.sextant.core.policy.Policy;
import io.sextant.gateway.content.Detectors;
import io.sextant.gateway.proxy.PolicyTrial;
import io.sextant.gateway.proxy.PolicyTrial.Side;
import io.sextant.ledger.entry.Decision;
import io.sextant.ledger.entry.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// An exchange with a model, and what must be decided about it.
///
/// @param expected the decision about the request
/// @param expectedAnswer the decision about the answer; empty when that is not tested
/// @param rules rules that must be among the grounds
record ExchangeTest(
    Place place,
    String name,
    PolicyTrial.Case tried,
    Decision expected,
    Optional<Decision> expectedAnswer,
    List<String> rules)
    implements PolicyTest {
  @Override
  public Result run(Policy policy, Detectors detectors) {
    PolicyTrial.Outcome outcome = new PolicyTrial(policy, detectors).run(tried);
    List<String> problems = new ArrayList<>();
    if (outcome.request().decision() != expected) {
      problems.add("expected " + expected + ", got " + said(outcome.request()));
    }
    expectedAnswer.ifPresent(wanted -> {
      if (outcome.answer().map(Side::decision).filter(wanted::equals).isEmpty()) {
        problems.add(
            "expected "
                + wanted
                + " for the answer, got "
                + outcome.answer().map(ExchangeTest::said).orElse("none"));
      }
    });
    List<String> held =
        Stream.concat(Stream.of(outcome.request()), outcome.answer().stream())
            .flatMap(side -> rules(side).stream())
            .toList();
    problems.addAll(PolicyTest.missing(rules, held));
    return Result.of(this, problems);
  }

  private static List<String> rules(Side side) {
    return side.reasons().stream().map(Reason::rule).toList();
  }

  private static String said(Side side) {
    return PolicyTest.said(side.decision(), rules(side));
  }
}
