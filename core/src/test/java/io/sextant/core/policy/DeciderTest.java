package io.sextant.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.ledger.entry.Decision;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DeciderTest {
  /// Facts given one by one; asking for any other fails, as a broken detector would.
  private static final class Given implements Facts {
    private final Map<Fact, Object> values = new EnumMap<>(Fact.class);
    private final List<Fact> asked = new ArrayList<>();

    Given with(Fact fact, Object value) {
      values.put(fact, value);
      return this;
    }

    @Override
    public Object of(Fact fact) {
      asked.add(fact);
      Object value = values.get(fact);
      if (value == null) {
        throw new FactFailure("no detector", new IllegalStateException());
      }
      return value;
    }
  }

  private static Policy policy(String rules) {
    PolicyReader.Result result = PolicyReader.read("p.yaml", "policy: p\nrules:\n" + rules);
    assertThat(result.issues()).isEmpty();
    return result.policy().orElseThrow();
  }

  @Test
  void theStrictestOfAllRulesThatHoldCounts() {
    Policy policy =
        policy(
            """
              - {id: a, do: allow}
              - {id: l, do: log, when: request.n >= 1}
              - {id: c, do: constrain, when: request.n >= 2, with: {choices: 1}}
              - {id: b, do: block, when: request.n >= 3, message: too many}
            """);

    assertThat(decision(policy, 0)).isEqualTo(Decision.ALLOW);
    assertThat(decision(policy, 1)).isEqualTo(Decision.LOG);
    assertThat(decision(policy, 2)).isEqualTo(Decision.CONSTRAIN);
    Ruling worst =
        Decider.decide(policy, Stage.REQUEST, new Given().with(Fact.REQUEST_CHOICES, 3L));
    assertThat(worst.decision()).isEqualTo(Decision.BLOCK);
    assertThat(worst.message()).contains("too many");
    assertThat(worst.grounds())
        .extracting(it -> it.rule().id())
        .containsExactly("b", "c", "l", "a");
    assertThat(worst.constraints()).containsExactly(new Constraint.Choices(1));
  }

  private static Decision decision(Policy policy, long n) {
    return Decider.decide(policy, Stage.REQUEST, new Given().with(Fact.REQUEST_CHOICES, n))
        .decision();
  }

  @Test
  void aConditionThatFailsCountsAsItsRuleSays() {
    Policy closed = policy("  - {id: a, do: block, when: content.attack.score > 0.5}\n");
    Policy open =
        policy("  - {id: a, do: block, when: content.attack.score > 0.5, on-failure: skip}\n");

    Ruling blocked = Decider.decide(closed, Stage.REQUEST, new Given());
    assertThat(blocked.decision()).isEqualTo(Decision.BLOCK);
    assertThat(blocked.grounds().getFirst().failed()).isTrue();
    assertThat(Decider.decide(open, Stage.REQUEST, new Given()).decision())
        .isEqualTo(Decision.ALLOW);
    Policy divides = policy("  - {id: a, do: block, when: 1 / request.n > 0}\n");
    assertThat(decision(divides, 0)).isEqualTo(Decision.BLOCK);
  }

  @Test
  void aShadowRuleOnlyNotes() {
    Policy policy = policy("  - {id: a, do: block, shadow: true}\n  - {id: b, do: log}\n");

    Ruling ruling = Decider.decide(policy, Stage.REQUEST, new Given());

    assertThat(ruling.decision()).isEqualTo(Decision.LOG);
    assertThat(ruling.shadowed()).extracting(it -> it.rule().id()).containsExactly("a");
  }

  @Test
  void asksOnlyForWhatRulesOfTheStageRead() {
    Policy policy =
        policy(
            """
              - {id: a, do: block, on: response, when: size(content.secrets) > 0}
              - {id: b, do: log, when: request.stream && content.attack.score > 0.5}
            """);
    Given facts = new Given().with(Fact.REQUEST_STREAM, false);

    Decider.decide(policy, Stage.REQUEST, facts);

    assertThat(facts.asked).containsExactly(Fact.REQUEST_STREAM);
  }
}
