package io.sextant.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Choosing candidates and gating expressions never changes what matches: the engine against a
/// plain evaluation of every rule from its document.
class PrefilterTest {
  private static final int EVENTS = 60;
  private static final int RULE_SETS = 200;
  private static final int RULES = 12;

  @Test
  void equalsPlainEvaluationOfPublicRules() {
    List<SigmaDocument> documents = new ArrayList<>();
    SharedData.archive("sigma/sigmahq-rules.tar.gz", ".yml")
        .forEach((name, text) -> {
          if (name.startsWith("rules")) {
            documents.addAll(new SigmaReader().read(name, text).documents());
          }
        });
    List<String> lines =
        SharedData.gunzipped("sigma/structured_windows.ndjson.gz").lines().limit(EVENTS).toList();
    assertThat(compared(documents, lines)).isGreaterThan(EVENTS);
  }

  @Test
  void equalsPlainEvaluationOfRandomRules() {
    int matches = 0;
    for (int seed = 0; seed < RULE_SETS; seed++) {
      RandomRules random = new RandomRules(seed);
      matches += compared(random.documents(RULES), random.events(RULES));
    }
    assertThat(matches).isGreaterThan(RULE_SETS * RULES);
  }

  /// How many matches the engine found; the same as the plain evaluation.
  private static int compared(List<SigmaDocument> documents, List<String> lines) {
    SigmaEngine engine = SigmaEngine.of(new SigmaCompiler().compile(documents).rules());
    int matches = 0;
    for (String line : lines) {
      JsonNode body = Rules.JSON.readTree(line);
      List<String> expected =
          documents.stream()
              .map(DetectionRule.class::cast)
              .filter(rule -> PlainEvaluation.holds(rule, body))
              .map(rule -> rule.header().id().value())
              .toList();
      List<String> found =
          engine.accept(new SigmaEvent(0, Rules.START, LogSource.ANY, body)).stream()
              .map(detection -> detection.rule().value())
              .toList();
      assertThat(found).as(line).isEqualTo(expected);
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      assertThat(
              engine.accept(0, Rules.START, LogSource.ANY, bytes).stream()
                  .map(detection -> detection.rule().value())
                  .toList())
          .as(line)
          .isEqualTo(expected);
      matches += found.size();
    }
    return matches;
  }
}
