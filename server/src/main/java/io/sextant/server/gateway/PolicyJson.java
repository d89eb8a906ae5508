package io.sextant.server.gateway;

import io.sextant.core.policy.Condition;
import io.sextant.core.policy.Policy;
import io.sextant.core.policy.PolicyRule;
import io.sextant.core.policy.Stage;
import io.sextant.gateway.trial.PolicyTest;
import io.sextant.server.http.IssueJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Policies as the API writes them.
final class PolicyJson {
  private PolicyJson() {}

  record Rule(
      String id,
      String title,
      List<String> stages,
      String decision,
      String when,
      List<String> techniques,
      String owner,
      boolean shadow,
      Optional<Held> held) {
    static Rule of(PolicyRule rule, Optional<ShadowBook.Held> held) {
      return new Rule(
          rule.id(),
          rule.title(),
          rule.stages().stream().sorted().map(Stage::label).toList(),
          rule.decision().label(),
          rule.when().map(Condition::text).orElse(""),
          rule.techniques(),
          rule.owner(),
          rule.shadow(),
          rule.shadow()
              ? Optional.of(
                  held.map(it -> new Held(it.count(), Optional.of(it.last())))
                      .orElseGet(() -> new Held(0, Optional.empty())))
              : Optional.empty());
    }
  }

  /// What a rule on trial would have done since its policy is in force.
  record Held(long count, Optional<Instant> last) {}

  record Version(String id, String digest, Instant since, String by, String text) {
    static Version of(PolicyDesk.Version version) {
      return new Version(
          version.policy().id(),
          version.policy().digest(),
          version.since(),
          version.by(),
          version.text());
    }
  }

  /// @param file where it stands; empty when it ships
  /// @param versions newest first; the first is in force
  record State(
      boolean running,
      Optional<String> file,
      List<Rule> rules,
      List<Version> versions,
      List<String> shipped) {}

  static List<Rule> rules(Policy policy, Function<String, Optional<ShadowBook.Held>> held) {
    return policy.rules().stream().map(rule -> Rule.of(rule, held.apply(rule.id()))).toList();
  }

  /// @param id empty when the text has mistakes
  record Checked(
      Optional<String> id, Optional<String> digest, List<Rule> rules, List<IssueJson> issues) {}

  record Trial(long index, String was, String now, List<DecisionJson.Ground> grounds) {
    static Trial of(PolicyDesk.Trial trial) {
      return new Trial(
          trial.index(),
          trial.was().label(),
          trial.now().label(),
          DecisionJson.Ground.all(trial.reasons()));
    }
  }

  /// A test that the policy carries.
  record Test(String name, boolean passed, String problem) {
    static Test of(PolicyTest.Result result) {
      return new Test(result.name(), result.passed(), result.problem());
    }
  }

  record Trials(List<Test> tests, List<Trial> items) {}

  /// @param seen digest of the policy from which the change was made
  record Change(@Nullable String text, @Nullable String seen) {}

  record Text(@Nullable String text) {}

  record Shipped(String text) {}
}
