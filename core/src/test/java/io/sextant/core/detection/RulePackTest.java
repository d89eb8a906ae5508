package io.sextant.core.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.TacticId;
import io.sextant.atlas.TechniqueId;
import io.sextant.sigma.Issue;
import io.sextant.sigma.RuleId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulePackTest {
  private static final ReleaseIndex RELEASE =
      AtlasLibrary.builtIn().release(new ReleaseId("2026.05")).orElseThrow();
  private static final RuleId RULE = new RuleId("00000000-0000-4000-8000-000000000001");

  private static RulePack pack(String... tags) {
    String yaml =
        """
        title: A rule
        id: 00000000-0000-4000-8000-000000000001
        tags:
        %s
        logsource:
          product: ai
        detection:
          selection:
            a: 1
          condition: selection
        """
            .formatted(
                List.of(tags).stream().map(tag -> "  - " + tag).collect(Collectors.joining("\n")));
    return RulePack.of(List.of(new RuleFile("rule.yml", yaml)), RELEASE, Optional.empty());
  }

  private static List<Issue> ours(RulePack pack) {
    return pack.issues().stream().filter(i -> i.code().startsWith("SX-DETECTION")).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "atlas.aml.t0051",
        "atlas.t0051",
        "atlas.AML.T0051",
        "AML.T0051",
        "aml.t0051",
        "mitre_atlas.t0051",
        "mitre_atlas.aml.t0051",
        "mitre-atlas.aml.t0051",
        "atlas.llm_prompt_injection"
      })
  void everySpellingOfATechniqueIsRead(String tag) {
    RulePack pack = pack(tag);
    assertThat(ours(pack)).isEmpty();
    assertThat(pack.mapping(RULE).techniques()).containsExactly(new TechniqueId("AML.T0051"));
    assertThat(pack.mapping(RULE).tactics())
        .isEqualTo(RELEASE.technique(new TechniqueId("AML.T0051")).orElseThrow().tactics());
  }

  @Test
  void subTechniquesAndStatedTacticsAreKept() {
    RulePack pack =
        pack("atlas.aml.t0051.001", "atlas.aml.ta0005", "attack.t1059", "atlas.aml.m0015");
    assertThat(ours(pack)).isEmpty();
    assertThat(pack.mapping(RULE).techniques()).containsExactly(new TechniqueId("AML.T0051.001"));
    assertThat(pack.mapping(RULE).tactics()).containsExactly(new TacticId("AML.TA0005"));
  }

  @Test
  void aRetiredIdBecomesItsSuccessorWithAWarning() {
    RulePack pack = pack("atlas.aml.t0040", "atlas.aml.t0045");
    assertThat(pack.mapping(RULE).techniques())
        .containsExactly(new TechniqueId("AML.T0040"), new TechniqueId("AML.T0048.004"));
    assertThat(ours(pack))
        .singleElement()
        .satisfies(issue -> {
          assertThat(issue.code()).isEqualTo("SX-DETECTION-002");
          assertThat(issue.severity()).isEqualTo(Issue.Severity.WARNING);
          assertThat(issue.file()).isEqualTo("rule.yml");
          assertThat(issue.line()).isEqualTo(5);
          assertThat(issue.column()).isEqualTo(5);
          assertThat(issue.message()).contains("AML.T0048.004");
        });
  }

  @Test
  void anUnknownIdIsAWarningWithAHint() {
    RulePack pack = pack("atlas.aml.t9999");
    assertThat(pack.headers()).hasSize(1);
    assertThat(pack.mapping(RULE)).isEqualTo(AtlasMapping.NONE);
    assertThat(ours(pack)).extracting(Issue::code).containsExactly("SX-DETECTION-001");
  }

  @Test
  void aFileWithErrorsLeavesTheOthersRunning() {
    RuleFile broken = new RuleFile("broken.yml", "title: [");
    RuleFile good =
        new RuleFile(
            "good.yml",
            "title: G\nlogsource: {product: ai}\ndetection: {s: {a: 1}, condition: s}\n");
    RulePack pack = RulePack.of(List.of(broken, good), RELEASE, Optional.empty());
    assertThat(pack.headers()).singleElement().satisfies(h -> assertThat(h.title()).isEqualTo("G"));
    assertThat(pack.issues())
        .anySatisfy(issue -> {
          assertThat(issue.file()).isEqualTo("broken.yml");
          assertThat(issue.severity()).isEqualTo(Issue.Severity.ERROR);
        });
  }

  @Test
  void theBundledRulesAreWithoutErrorsAndKnownToTheRelease() {
    RulePack pack = RulePack.of(BundledRules.files(), RELEASE, Optional.of(new WordInspection()));
    assertThat(pack.issues().stream().filter(i -> i.severity() == Issue.Severity.ERROR)).isEmpty();
    assertThat(ours(pack)).isEmpty();
    assertThat(pack.headers()).hasSizeGreaterThanOrEqualTo(40);
    assertThat(pack.headers())
        .filteredOn(header -> pack.mapping(header.id()).techniques().isEmpty())
        .extracting(header -> header.file())
        .isEmpty();
  }
}
