package io.sextant.core.policy;

import io.sextant.core.policy.PolicyRule.OnFailure;
import io.sextant.core.policy.Ruling.Ground;
import io.sextant.ledger.entry.Decision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Decides by a policy. A pure function of policy, stage and facts; knows no protocol.
///
/// Every rule of the stage is asked; BLOCK comes before HOLD before CONSTRAIN before LOG before
/// ALLOW. A rule that holds and asks for ALLOW therefore takes nothing back from another.
public final class Decider {
  private Decider() {}

  public static Ruling decide(Policy policy, Stage stage, Facts facts) {
    List<Ground> grounds = new ArrayList<>();
    List<Ground> shadowed = new ArrayList<>();
    for (PolicyRule rule : policy.rules()) {
      if (rule.stages().contains(stage)) {
        Condition.Outcome outcome =
            rule.when().map(it -> it.test(facts)).orElse(Condition.Outcome.HOLDS);
        boolean failed = outcome == Condition.Outcome.FAILED;
        if (outcome == Condition.Outcome.HOLDS || (failed && rule.onFailure() == OnFailure.HOLDS)) {
          (rule.shadow() ? shadowed : grounds).add(new Ground(rule, failed));
        }
      }
    }
    grounds.sort(
        Comparator.comparingInt((Ground ground) -> severity(ground.rule().decision())).reversed());
    Decision decision = grounds.isEmpty() ? Decision.ALLOW : grounds.getFirst().rule().decision();
    return new Ruling(stage, decision, grounds, shadowed);
  }

  /// How strict a decision is, from 0.
  public static int severity(Decision decision) {
    return switch (decision) {
      case ALLOW -> 0;
      case LOG -> 1;
      case CONSTRAIN -> 2;
      case HOLD -> 3;
      case BLOCK -> 4;
    };
  }
}
