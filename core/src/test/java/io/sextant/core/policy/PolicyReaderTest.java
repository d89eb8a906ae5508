package io.sextant.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.core.document.Issue;
import io.sextant.core.policy.PolicyRule.OnFailure;
import io.sextant.ledger.entry.Decision;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PolicyReaderTest {
  @Test
  void readsAWholePolicy() {
    PolicyReader.Result result =
        PolicyReader.read(
            "p.yaml",
            """
            policy: mine
            title: Mine
            rules:
              - id: one
                title: First
                on: [request, response]
                when: content.attack.score >= 0.8 && request.max_tokens > 5
                do: constrain
                with: {redact: [secrets, personal-data], max-tokens: 100, delay-ms: 250, decimals: 2,
                       links: remove, logprobs: drop, choices: 1, temperature: 0.5, without-tools: ["sh*"]}
                atlas: [AML.T0051.000]
                owner: me
                message: No.
                on-failure: skip
                shadow: true
              - id: two
                do: block
            """);

    assertThat(result.issues()).isEmpty();
    Policy policy = result.policy().orElseThrow();
    assertThat(policy.digest()).matches("[0-9a-f]{64}");
    PolicyRule one = policy.rules().getFirst();
    assertThat(one.stages()).containsExactlyInAnyOrder(Stage.REQUEST, Stage.RESPONSE);
    assertThat(one.when().orElseThrow().reads())
        .containsExactlyInAnyOrder(Fact.CONTENT_ATTACK_SCORE, Fact.REQUEST_MAX_TOKENS);
    assertThat(one.onFailure()).isEqualTo(OnFailure.DOES_NOT);
    assertThat(one.shadow()).isTrue();
    assertThat(one.constraints())
        .contains(
            new Constraint.Redact(
                Set.of(Constraint.Matter.SECRETS, Constraint.Matter.PERSONAL_DATA)),
            new Constraint.MaxTokens(100),
            new Constraint.Delay(Duration.ofMillis(250)),
            new Constraint.WithoutTools(List.of("sh*")))
        .hasSize(9);
    PolicyRule two = policy.rules().get(1);
    assertThat(two.decision()).isEqualTo(Decision.BLOCK);
    assertThat(two.when()).isEmpty();
    assertThat(two.stages()).containsExactly(Stage.REQUEST);
    assertThat(two.onFailure()).isEqualTo(OnFailure.HOLDS);
  }

  @Test
  void tellsEveryMistakeAtOnceWithItsPlace() {
    PolicyReader.Result result =
        PolicyReader.read(
            "p.yaml",
            """
            policy: Mine!
            ruls: []
            rules:
              - id: one
                when: content.attack.scor > 0.5
                do: block
              - id: one
                when: request.max_tokens + 1
                do: deny
                onn: request
              - id: three
                do: constrain
              - id: four
                do: hold
                on: [request, response]
                approval: {approvers: 3, mode: never, decide-within-seconds: 0, votes: 1}
                atlas: [T1059]
              - id: four-and-a-half
                do: log
                approval: {approvers: 1}
              - id: five
                do: block
                with: {max-tokens: 0, tempo: 3}
                on: answer
                on-failure: maybe
              - id: six
                when: request.model.matches("(a")
                do: log
            """);

    assertThat(result.policy()).isEmpty();
    assertThat(result.issues())
        .extracting(Issue::code)
        .contains(
            Codes.BAD_VALUE,
            Codes.UNKNOWN_KEY,
            Codes.CONDITION,
            Codes.UNKNOWN_WORD,
            Codes.MISSING,
            Codes.WITHOUT_EFFECT);
    assertThat(result.issues()).hasSizeGreaterThanOrEqualTo(19);
    Issue condition =
        result.issues().stream().filter(it -> it.code().equals(Codes.CONDITION)).findFirst().get();
    assertThat(condition.place().line()).isEqualTo(5);
    assertThat(condition.place().column()).isEqualTo(11);
    assertThat(condition.lineText()).contains("content.attack.scor");
  }

  @Test
  void aConditionCannotGrowBeyondItsLimits() {
    String deep = "(".repeat(1_500) + "request.stream" + ")".repeat(1_500);
    String wide = "request.stream" + " || request.stream".repeat(1_000);

    for (String condition : List.of(deep, wide)) {
      PolicyReader.Result result =
          PolicyReader.read(
              "p.yaml", "policy: p\nrules:\n  - {id: a, do: log, when: '" + condition + "'}\n");
      assertThat(result.policy()).isEmpty();
      assertThat(result.issues()).extracting(Issue::code).contains(Codes.CONDITION);
    }
  }

  @Test
  void refusesWhatIsNoPolicy() {
    for (String text : List.of("", "[]", "a", "a: b\n---\nc: d\n", "policy: [", "\u0000")) {
      PolicyReader.Result result = PolicyReader.read("p.yaml", text);
      assertThat(result.policy()).as(text).isEmpty();
      assertThat(result.issues()).as(text).isNotEmpty();
    }
  }

  @Test
  void tellsWhatDoesNotGoTogetherInRulesAboutData() {
    PolicyReader.Result result =
        PolicyReader.read(
            "p.yaml",
            """
            policy: p
            rules:
              - {id: a, on: ingest, when: request.model == "m", do: block}
              - {id: b, on: request, when: size(ingest.missing) > 0, do: block}
              - {id: c, on: batch, when: content.attack.score > 0.5, do: hold}
              - {id: d, on: [ingest, request], do: log}
              - {id: e, on: ingest, do: constrain, with: {max-tokens: 5}}
              - {id: f, on: ingest, do: hold, approval: {approvers: 2}}
              - {id: g, on: batch, when: ingest.dataset == "x" && batch.refused > 3, do: hold}
              - {id: h, on: ingest, do: constrain, with: {redact: [secrets]}}
            """);

    assertThat(result.issues().stream().map(it -> it.place().line() + " " + it.message()))
        .containsExactly(
            "3 request.model cannot be told 'on: ingest'",
            "4 ingest.missing cannot be told 'on: request'",
            "5 content.attack.score cannot be told 'on: batch'",
            "6 a rule is about exchanges or about data, not both",
            "7 of data, only 'redact' can be done, and only 'on: ingest'",
            "8 'approval' has no effect on data: what is held waits in quarantine");
  }
}
