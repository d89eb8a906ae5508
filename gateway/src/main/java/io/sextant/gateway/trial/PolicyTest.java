package io.sextant.gateway.trial;

import io.sextant.core.document.Place;
import io.sextant.core.policy.Policy;
import io.sextant.gateway.content.Detectors;
import io.sextant.ledger.entry.Decision;
import java.util.ArrayList;
import java.util.List;

/// One test of a policy.
public sealed interface PolicyTest permits ExchangeTest, FactTest {
  /// Where it stands in its file.
  Place place();

  String name();

  /// How it ends with a policy.
  Result run(Policy policy, Detectors detectors);

  /// How a test ended.
  ///
  /// @param problem empty when it passed
  record Result(Place place, String name, String problem) {
    static Result of(PolicyTest test, List<String> problems) {
      return new Result(test.place(), test.name(), String.join("; ", problems));
    }

    public boolean passed() {
      return problem.isEmpty();
    }
  }

  /// What is wrong with rules that do not hold though they should.
  static List<String> missing(List<String> rules, List<String> held) {
    List<String> problems = new ArrayList<>();
    rules.stream()
        .filter(rule -> !held.contains(rule))
        .forEach(rule -> problems.add("the rule " + rule + " does not hold"));
    return problems;
  }

  /// A decision with the rules behind it, in words.
  static String said(Decision decision, List<String> rules) {
    return decision + (rules.isEmpty() ? "" : " by " + String.join(", ", rules));
  }
}
