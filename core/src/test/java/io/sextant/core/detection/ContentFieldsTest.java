package io.sextant.core.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.core.telemetry.Views;
import io.sextant.sigma.Issue;
import io.sextant.sigma.LogSource;
import io.sextant.sigma.SigmaEngine;
import io.sextant.sigma.SigmaEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ContentFieldsTest {
  private static final ReleaseIndex RELEASE =
      AtlasLibrary.builtIn().release(new ReleaseId("2026.05")).orElseThrow();
  private static final String EVENT =
      """
      {"gen_ai.system_instructions": [{"type": "text", "content": "Be kind."}],
       "gen_ai.input.messages": [
         {"role": "user", "parts": [{"type": "text", "content": "hello"}]},
         {"role": "assistant", "parts": [{"type": "text", "content": "an old attack"}]},
         {"role": "user", "parts": [{"type": "text", "content": "attack, me@corp.example"}]},
         {"role": "tool", "parts": [{"type": "tool_call_response", "response": "fine"}]}],
       "gen_ai.output.messages": [{"role": "assistant", "parts": [
         {"type": "text", "content": "Be kind."},
         {"type": "tool_call", "name": "post", "arguments": "attack key"}]}],
       "gen_ai.retrieval.documents": [{"id": "1", "content": "a page"}]}
      """;

  private final WordInspection inspection = new WordInspection();

  private static RuleFile rule(String detection) {
    return new RuleFile(
        "rule.yml",
        """
        title: A rule
        id: 00000000-0000-4000-8000-000000000001
        logsource: {product: ai}
        detection:
        %s
        """
            .formatted(detection.indent(2)));
  }

  private RulePack pack(String detection) {
    return RulePack.of(List.of(rule(detection)), RELEASE, Optional.of(inspection));
  }

  private boolean fires(String detection) {
    RulePack pack = pack(detection);
    assertThat(pack.issues()).isEmpty();
    ObjectNode body = Views.derive((ObjectNode) new JsonMapper().readTree(EVENT));
    SigmaEvent event = new SigmaEvent(1, Instant.EPOCH, LogSource.ANY, body);
    return !SigmaEngine.of(pack.rules()).accept(event).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "content.score|gte: 0.8                      ; true",
        "content.score|gt: 0.95                      ; false",
        "content.verdict: flagged                    ; true",
        "content.user.kind: jailbreak                ; true",
        "content.user.techniques: AML.T0054          ; true",
        "content.user.passages|contains: corp        ; true",
        "content.user.pii: email                     ; true",
        "content.tool_call.secrets: aws_key          ; true",
        "content.assistant.kind: system_prompt_leak  ; true",
        "content.retrieved.verdict: benign           ; true",
        "content.untrusted.verdict: flagged          ; false",
        "content.untrusted.score|lt: 0.2             ; true",
        "content.tool_description.score|exists: true ; false",
        "content.tool_description.score: null        ; true",
        "content.tool_result.secrets|exists: false   ; true",
      })
  void answersForEverySpeaker(String item, boolean expected) {

    assertThat(fires("s: {" + quoted(item) + "}\ncondition: s")).isEqualTo(expected);
  }

  private static String quoted(String item) {
    int colon = item.lastIndexOf(": ");
    return "\"" + item.substring(0, colon).strip() + "\": " + item.substring(colon + 2).strip();
  }

  @Test
  void looksOnlyWhenTheRestOfTheRuleHolds() {
    assertThat(fires("s: {content.user.score|gte: 0.5, text.user|contains: nowhere}\ncondition: s"))
        .isFalse();
    assertThat(inspection.asked).isEmpty();
    assertThat(fires("s: {content.user.score|gte: 0.5, text.user|contains: hello}\ncondition: s"))
        .isTrue();
    assertThat(inspection.asked).containsExactly("user: hello", "user: attack, me@corp.example");
  }

  @Test
  void looksAtEachTextOnceForAField() {
    assertThat(
            fires(
                """
                a: {content.user.score|gte: 0.99}
                b: {content.user.score|lte: 0.01}
                c: {content.user.score|gte: 0.5}
                condition: a or b or c
                """))
        .isTrue();
    assertThat(inspection.asked).hasSize(2);
  }

  @Test
  void whatAModelWroteBeforeAndItsCallsAreNotJudged() {
    assertThat(fires("s: {content.score|gte: 0.99}\ncondition: s")).isFalse();
    assertThat(inspection.asked)
        .noneMatch(it -> it.startsWith("history") || it.startsWith("tool_call"))
        .contains("assistant: Be kind.", "retrieved: a page", "system: Be kind.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"content.scor", "content.tool_call.score", "content.nobody.score"})
  void aFieldThatThereIsNotIsAnError(String field) {
    RulePack pack = pack("s: {" + field + "|gte: 0.5}\ncondition: s");
    assertThat(pack.headers()).isEmpty();
    assertThat(pack.issues())
        .singleElement()
        .satisfies(issue -> {
          assertThat(issue.code()).isEqualTo("SX-DETECTION-004");
          assertThat(issue.severity()).isEqualTo(Issue.Severity.ERROR);
          assertThat(issue.lineText()).contains(field);
        });
  }

  @Test
  void withoutAnInspectionTheRuleIsLeftOutWithAnError() {
    RulePack pack =
        RulePack.of(
            List.of(rule("s: {content.score|gte: 0.5}\ncondition: s")), RELEASE, Optional.empty());
    assertThat(pack.headers()).isEmpty();
    assertThat(pack.issues()).extracting(Issue::code).containsExactly("SX-DETECTION-005");
  }

  @Test
  void aCorrelationMayGroupByWhatWasFound() {
    RuleFile file =
        new RuleFile(
            "kinds.yml",
            """
            title: The same kind twice
            id: 00000000-0000-4000-8000-000000000002
            correlation: {type: event_count, rules: [one], group-by: [content.user.kind], timespan: 1m, condition: {gte: 2}}
            ---
            title: One
            name: one
            logsource: {product: ai}
            detection: {s: {content.user.verdict: flagged}, condition: s}
            """);
    RulePack pack = RulePack.of(List.of(file), RELEASE, Optional.of(inspection));
    assertThat(pack.issues()).isEmpty();
    ObjectNode body = Views.derive((ObjectNode) new JsonMapper().readTree(EVENT));
    SigmaEngine engine = SigmaEngine.of(pack.rules());
    assertThat(engine.accept(new SigmaEvent(1, Instant.EPOCH, LogSource.ANY, body))).isEmpty();
    assertThat(engine.accept(new SigmaEvent(2, Instant.EPOCH, LogSource.ANY, body)))
        .singleElement()
        .satisfies(it -> assertThat(it.group()).containsValue("jailbreak"));
  }

  @Test
  void fieldsOfOtherProductsAreTheirOwn() {
    RuleFile file =
        new RuleFile(
            "other.yml",
            """
            title: Another log
            id: 00000000-0000-4000-8000-000000000003
            logsource: {product: shop}
            detection: {s: {content.type: pdf}, condition: s}
            """);
    assertThat(RulePack.of(List.of(file), RELEASE, Optional.empty()).issues()).isEmpty();
  }
}
