package io.sextant.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A rule as vendors print them (comparisons as texts, a timeframe without a count, free tags), and
/// a public set of rules for AI agents.
class PublishedRuleTest {
  private static final String FILE = "sigma/published-model-extraction-rule.yml";

  private static boolean matches(String body) {
    return !Rules.engine(SharedData.text(FILE)).accept(Rules.event(0, 0, body)).isEmpty();
  }

  @Test
  void loadsWithWarningsOnly() {
    SigmaReader.ReadResult read = new SigmaReader().read(FILE, SharedData.text(FILE));
    assertThat(read.documents()).hasSize(1);
    assertThat(read.hasErrors()).isFalse();
    assertThat(read.issues())
        .extracting(Issue::code)
        .contains("SX-SIGMA-007", "SX-SIGMA-008", "SX-SIGMA-031", "SX-SIGMA-035");
    assertThat(read.documents().getFirst().header().tags())
        .containsExactly("mitre_atlas.model_access", "mitre_atlas.evasion");
  }

  @Test
  void comparesNumbers() {
    String call = "'api.method':'predict','api.endpoint':'/v1/models/x',";
    assertThat(
            matches(
                "{"
                    + call
                    + "'api.request_count':51,'api.request_rate':6,'api.input_similarity_score':0.9}"))
        .isTrue();
    assertThat(
            matches(
                "{"
                    + call
                    + "'api.request_count':50,'api.request_rate':6,'api.input_similarity_score':0.9}"))
        .isFalse();
    assertThat(matches("{" + call + "'api.request_count':201,'api.request_rate':20.5}")).isTrue();
    assertThat(matches("{" + call + "'api.request_count':200,'api.request_rate':20.5}")).isFalse();
    assertThat(matches("{'api.method':'train','api.request_count':1000,'api.request_rate':50}"))
        .isFalse();
    assertThat(
            matches(
                "{'api':{'method':'predict','endpoint':'a model','request_count':'300','request_rate':21}}"))
        .isTrue();
  }

  @Test
  void everyAgentShieldRuleLoads() {
    List<SigmaDocument> documents = new ArrayList<>();
    List<String> errors = new ArrayList<>();
    SharedData.archive("ai-detection/agentshield-sigma-ai-0a08f21.tar.gz", ".yml")
        .forEach((name, text) -> {
          if (name.contains("rules/")) {
            SigmaReader.ReadResult read = new SigmaReader().read(name, text);
            documents.addAll(read.documents());
            read.issues().stream()
                .filter(i -> i.severity() == Issue.Severity.ERROR)
                .forEach(i -> errors.add(i.toString()));
          }
        });
    assertThat(errors).isEmpty();
    assertThat(documents).hasSize(64);
    assertThat(new SigmaCompiler().compile(documents).issues()).isEmpty();
  }
}
