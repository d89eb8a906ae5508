package io.sextant.gateway.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.core.document.Issue;
import io.sextant.core.policy.Policy;
import io.sextant.core.policy.PolicyReader;
import io.sextant.gateway.config.ShippedPolicies;
import io.sextant.gateway.content.Detectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PolicyTestsTest {
  private static final Detectors DETECTORS = Detectors.builtIn();

  static Stream<Path> shipped() throws IOException {
    Path folder = Path.of("..", "policies");
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(it -> it.toString().endsWith(".tests.yaml")).toList().stream();
    }
  }

  private static Policy policy(String text) {
    return PolicyReader.read("p.yaml", text).policy().orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void thePoliciesThatShipDoWhatTheirTestsSay(Path file) throws IOException {
    PolicyTests tests = PolicyTests.read(file.toString(), Files.readString(file));
    assertThat(tests.issues()).isEmpty();
    assertThat(tests.tests()).isNotEmpty();
    Policy policy = policy(ShippedPolicies.text(tests.policy().orElseThrow()).orElseThrow());
    assertThat(tests.run(policy, DETECTORS)).allSatisfy(it -> assertThat(it.problem()).isEmpty());
  }

  @Test
  void aPolicyCarriesItsOwnTests() {
    String text =
        """
        policy: p
        rules:
          - {id: sinks, do: hold, when: 'tool.tier == "external-sink"'}
          - {id: masks, do: constrain, with: {redact: [secrets]}}
          - {id: few, on: batch, do: hold, when: batch.refused > 2}
        tests:
          - {name: a sink waits, on: request, facts: {tool.tier: external-sink}, expect: hold, rules: [sinks]}
          - {name: a reader does not, on: request, facts: {tool.tier: read}, text: nothing, expect: allow}
          - {name: a secret is masked, on: request, text: key ghp_16C7e42F292c6912E7710c838347Ae178B4a, expect: constrain}
          - {name: wrong on purpose, on: batch, facts: {batch.refused: 3}, expect: allow, rules: [none]}
          - {request: {messages: [{role: user, content: Good morning}]}, expect: allow}
        """;
    PolicyTests tests = PolicyTests.read("p.yaml", text);
    assertThat(tests.own()).isTrue();
    assertThat(tests.issues()).isEmpty();
    List<PolicyTest.Result> results = tests.run(policy(text), DETECTORS);
    assertThat(results.stream().filter(it -> !it.passed()))
        .singleElement()
        .satisfies(it -> {
          assertThat(it.name()).isEqualTo("wrong on purpose");
          assertThat(it.problem())
              .isEqualTo("expected ALLOW, got HOLD by few; the rule none does not hold");
          assertThat(it.place().line()).isEqualTo(10);
        });
    assertThat(results.getLast().name()).isEqualTo("line 11");
  }

  @Test
  void everyMistakeIsToldAtOnce() {
    PolicyTests tests =
        PolicyTests.read(
            "t.yaml",
            """
            policy: p
            tests:
              - {on: never, expect: allow}
              - {on: request, facts: {tool.tear: x, batch.refused: many, tool.sensitive: maybe, request.tools: one}, expect: allow}
              - {on: request, channel: nobody, text: x, expect: maybe, request: {}}
              - {operation: dance, request: [1], expect: allow}
              - {request: {}, time: noon, expect: allow, expct: block}
            """);
    assertThat(tests.tests()).isEmpty();
    assertThat(tests.issues()).hasSize(12).extracting(Issue::code).containsOnly("SX-POLICY-010");
    assertThat(tests.issues().stream().map(it -> it.place().line()).distinct())
        .containsExactly(3, 4, 5, 6, 7);
  }

  @Test
  void aFileWithoutTestsHasNone() {
    assertThat(PolicyTests.read("p.yaml", "policy: p\nrules: []\n").tests()).isEmpty();
    assertThat(PolicyTests.read("p.yaml", "a: [").issues()).isNotEmpty();
  }
}
