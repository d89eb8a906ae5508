package io.sextant.gateway.content;

import io.sextant.core.policy.Fact;
import io.sextant.core.policy.PolicyRule;
import io.sextant.core.policy.Ruling;
import io.sextant.inspect.TechniqueMatch;
import io.sextant.ledger.entry.Reason;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The grounds of a ruling as the ledger keeps them.
public final class Grounds {
  private Grounds() {}

  /// Each ground with the techniques that its rule stands for and, when it looked for attacks,
  /// those that were seen.
  public static List<Reason> reasons(List<Ruling.Ground> grounds, Content content) {
    return grounds.stream()
        .map(ground -> {
          Set<String> techniques = new LinkedHashSet<>(ground.rule().techniques());
          if (readsAttacks(ground.rule())) {
            content.worst().stream()
                .flatMap(judged -> judged.verdict().techniques().stream())
                .map(TechniqueMatch::id)
                .forEach(techniques::add);
          }
          return new Reason(ground.rule().id(), List.copyOf(techniques));
        })
        .toList();
  }

  private static boolean readsAttacks(PolicyRule rule) {
    return rule.reads(fact ->
        fact == Fact.CONTENT_ATTACK_SCORE
            || fact == Fact.CONTENT_ATTACK_KIND
            || fact == Fact.CONTENT_ATTACK_CHANNEL);
  }
}
