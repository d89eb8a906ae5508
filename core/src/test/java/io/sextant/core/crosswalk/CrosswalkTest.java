package io.sextant.core.crosswalk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.MitigationId;
import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.TechniqueId;
import io.sextant.core.control.ControlReader;
import io.sextant.core.control.Controls;
import io.sextant.core.control.RequirementRef;
import io.sextant.core.coverage.Coverage;
import io.sextant.core.coverage.CoverageBuilder;
import io.sextant.core.coverage.Detections;
import io.sextant.core.crosswalk.FrameworkCoverage.Line;
import io.sextant.core.document.Issue;
import io.sextant.core.system.MapReader;
import io.sextant.core.system.SystemMap;
import io.sextant.core.threat.Decisions;
import io.sextant.core.threat.Derivation;
import io.sextant.core.threat.Register;
import io.sextant.core.threat.rule.BundledApplicability;
import io.sextant.core.threat.rule.RuleBook;
import io.sextant.core.threat.rule.RuleReader;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CrosswalkTest {
  private static final ReleaseIndex RELEASE =
      AtlasLibrary.builtIn().release(new ReleaseId("2026.05")).orElseThrow();
  private static final Crosswalk BUNDLED = CrosswalkReader.read(BundledCrosswalks.sources());
  private static final RuleBook BOOK = RuleReader.read(BundledApplicability.sources());
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 1);
  private static final String MAP =
      """
      sextant: system/1
      id: shop
      assets: [{id: orders, sensitivity: confidential}]
      boundaries: [{id: world, trust: 0}, {id: house, trust: 90}]
      components:
        - {id: guest, kind: human, within: world, owner: nobody-of-ours}
        - {id: desk, kind: llm-application, within: house, owner: web, processes: [orders]}
      flows:
        - {from: guest, to: desk, both-ways: true, assets: [orders]}
      """;
  private static final String FRAMEWORK =
      """
      # framework: house
      # edition: 1
      # title: House rules
      # publisher: us
      # nature: controls
      # terms: ours
      H1\tScreen input
      H2\tKeep logs
      """;
  private static final String EDGES =
      """
      # source: us
      # source-edition: 1
      # date: 2026-11-01
      # terms: ours
      # from: atlas@2026.05
      # to: house@1
      # relation: intersects
      # confidence: medium
      # basis: judged
      """;

  private static RequirementRef ref(String text) {
    return RequirementRef.parse(text).orElseThrow();
  }

  private static Crosswalk read(String... texts) {
    List<CrosswalkReader.Source> sources = new java.util.ArrayList<>();
    for (String text : texts) {
      sources.add(new CrosswalkReader.Source("f" + sources.size() + ".tsv", text));
    }
    return CrosswalkReader.read(sources);
  }

  private static FrameworkCoverage coverage(String framework, String controls) {
    SystemMap map = MapReader.read("shop.yaml", MAP).map().orElseThrow();
    Controls all = ControlReader.read("c.yaml", "sextant: controls/1\n" + controls, RELEASE);
    Derivation derivation = new Derivation(BOOK, RELEASE);
    Coverage coverage =
        new CoverageBuilder(RELEASE, BOOK, Detections.NONE)
            .of(
                Register.of(derivation.derive(map, all, TODAY), Decisions.NONE, RELEASE, TODAY),
                derivation.assessment(map, all, TODAY),
                Coverage.Extent.REGISTER);
    return new FrameworkAssessor(BUNDLED, RELEASE)
        .assess(BUNDLED.framework(framework).orElseThrow(), coverage);
  }

  private static Line line(FrameworkCoverage coverage, String id) {
    return coverage.lines().stream()
        .filter(each -> each.requirement().ref().id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theShippedFilesAreSound() {
    assertThat(BUNDLED.issues()).isEmpty();
    assertThat(BUNDLED.frameworks())
        .extracting(Framework::key)
        .contains(
            "nist-ai-rmf@1.0",
            "iso-42001@2023",
            "iso-27001@2022",
            "eu-ai-act@2024",
            "owasp-llm@2025",
            "owasp-llm@2026",
            "owasp-agentic@2026",
            "nist-800-53@r5",
            "csa-ccm@4.1",
            "csa-aicm@1.0",
            "cosai-risks@2026-08",
            "aiuc-1@2026",
            "aidefend@2026-06");
    assertThat(BUNDLED.framework("nist-ai-rmf").orElseThrow().requirements()).hasSize(72);
    assertThat(BUNDLED.framework("iso-42001").orElseThrow().requirements()).hasSize(38);
    assertThat(BUNDLED.framework("iso-27001").orElseThrow().requirements()).hasSize(93);
    assertThat(BUNDLED.framework("csa-aicm").orElseThrow().requirements())
        .allMatch(each -> each.title().isEmpty());
    assertThat(BUNDLED.framework("owasp-llm")).as("two editions").isEmpty();
  }

  /// Every id of ATLAS in an edge is one that this release has or knows what became of.
  @Test
  void everyEdgeReachesTheRelease() {
    assertThat(BUNDLED.edges())
        .flatExtracting(Edge::from, Edge::to)
        .filteredOn(each -> ((RequirementRef) each).framework().equals(Crosswalk.ATLAS))
        .allSatisfy(each ->
            assertThat(Crosswalk.current(((RequirementRef) each).id(), RELEASE)).isPresent());
  }

  @Test
  void theSameIdMeansAnotherRiskInAnotherEdition() {
    TechniqueId agency = new TechniqueId("AML.T0053");
    assertThat(targets("owasp-llm@2025:LLM06")).contains(agency);
    assertThat(targets("owasp-llm@2026:LLM03")).contains(agency);
    assertThat(targets("owasp-llm@2026:LLM06")).doesNotContain(agency);
  }

  private static List<Object> targets(String requirement) {
    return BUNDLED.links(ref(requirement), RELEASE).stream().<Object>map(Link::target).toList();
  }

  @Test
  void aDerivedLinkKeepsItsPathAndIsNeverSure() {
    List<Link> links = BUNDLED.links(ref("csa-aicm@1.0:LOG-08"), RELEASE);
    List<Link> all = new java.util.ArrayList<>(links);
    BUNDLED
        .framework("csa-aicm")
        .orElseThrow()
        .requirements()
        .forEach(each -> all.addAll(BUNDLED.links(each.ref(), RELEASE)));
    assertThat(all)
        .isNotEmpty()
        .allSatisfy(link -> {
          assertThat(link.path()).hasSize(2);
          assertThat(link.derived()).isTrue();
          assertThat(link.confidence()).isEqualTo(Confidence.LOW);
          assertThat(link.target()).isInstanceOf(MitigationId.class);
          assertThat(link.shown()).contains("aiuc-1@2026:");
        });
  }

  @Test
  void relationsAreComposedAsSets() {
    assertThat(Relation.EQUAL.then(Relation.SUBSET)).isEqualTo(Relation.SUBSET);
    assertThat(Relation.SUBSET.then(Relation.SUBSET)).isEqualTo(Relation.SUBSET);
    assertThat(Relation.SUBSET.then(Relation.SUPERSET)).isEqualTo(Relation.INTERSECTS);
    assertThat(Relation.INTERSECTS.then(Relation.NONE)).isEqualTo(Relation.NONE);
    assertThat(Relation.SUBSET.reversed()).isEqualTo(Relation.SUPERSET);
  }

  @Test
  void everyMistakeOfAFileIsListed() {
    Crosswalk crosswalk =
        read(
            FRAMEWORK,
            EDGES
                + "AML.M0020\tH1\nAML.M0020\tH1\nAML.M0020\tH9\nLLM01\tH1\nAML.M0024\n"
                + "AML.M0024\tH2\tabout\nAML.M0024\tH2\tsubset\tsure\n");
    assertThat(crosswalk.edges()).hasSize(1);
    assertThat(crosswalk.issues())
        .extracting(Issue::code)
        .containsExactlyInAnyOrder(
            Codes.TWICE,
            Codes.UNKNOWN_ID,
            Codes.UNKNOWN_ID,
            Codes.SHAPE,
            Codes.UNKNOWN_WORD,
            Codes.UNKNOWN_WORD);
  }

  @Test
  void anIdWithoutEditionIsRefused() {
    Crosswalk crosswalk = read(FRAMEWORK, EDGES.replace("house@1", "house") + "AML.M0020\tH1\n");
    assertThat(crosswalk.edges()).isEmpty();
    assertThat(crosswalk.issues()).extracting(Issue::code).containsExactly(Codes.NO_EDITION);
    assertThat(read(FRAMEWORK.replace("# edition: 1\n", "")).issues())
        .extracting(Issue::code)
        .containsExactly(Codes.HEADER);
    assertThat(read(FRAMEWORK, EDGES.replace("house@1", "house@2") + "AML.M0020\tH1\n").issues())
        .extracting(Issue::code)
        .containsExactly(Codes.UNKNOWN_FRAMEWORK);
    assertThat(read("", "\u0000\t\t", FRAMEWORK + "\tno id\n", FRAMEWORK).issues()).isNotEmpty();
  }

  @Test
  void aRequirementIsMetAsFarAsItsControlIsShown() {
    FrameworkCoverage none = coverage("iso-42001", "controls: []\n");
    assertThat(line(none, "A.6.2.6").status()).isEqualTo(Status.GAP);
    assertThat(line(none, "A.2.4").status()).isEqualTo(Status.UNMAPPED);
    assertThat(none.atLeast(Status.DECAYED)).isZero();
    FrameworkCoverage claimed =
        coverage("iso-42001", "controls: [{id: a, owner: b, mitigates: [AML.M0020]}]\n");
    assertThat(line(claimed, "A.6.2.6").status()).isEqualTo(Status.CLAIMED);
    assertThat(line(claimed, "A.6.2.6").whole()).as("a link meets a part").isFalse();
    FrameworkCoverage shown =
        coverage(
            "iso-42001",
            """
            controls:
              - {id: a, owner: b, satisfies: ['iso-42001@2023:A.2.4'],
                 evidence: [{date: 2026-10-01, kind: audit}]}
            """);
    assertThat(line(shown, "A.2.4").status()).isEqualTo(Status.EVIDENCED);
    assertThat(line(shown, "A.2.4").whole()).isTrue();
    FrameworkCoverage failed =
        coverage(
            "iso-42001",
            """
            controls:
              - {id: a, owner: b, satisfies: ['iso-42001@2023:A.2.4'],
                 evidence: [{date: 2026-10-01, kind: audit, result: failed}]}
              - {id: c, owner: b, satisfies: ['iso-42001@2023:A.2.4']}
            """);
    assertThat(line(failed, "A.2.4").status()).isEqualTo(Status.FAILED);
  }

  @Test
  void anExclusionIsKeptWithItsReason() {
    FrameworkCoverage coverage =
        coverage(
            "iso-42001",
            """
            controls: []
            exclusions: [{requirement: 'iso-42001@2023:A.10.4', reason: No customers.}]
            """);
    assertThat(line(coverage, "A.10.4").status()).isEqualTo(Status.EXCLUDED);
    assertThat(line(coverage, "A.10.4").because()).isEqualTo("No customers.");
    assertThat(coverage.counted()).isEqualTo(coverage("iso-42001", "controls: []\n").counted() - 1);
  }

  @Test
  void aRiskStandsAsItsWorstThreat() {
    FrameworkCoverage coverage = coverage("owasp-llm@2025", "controls: []\n");
    assertThat(line(coverage, "LLM01").status()).isEqualTo(Status.GAP);
    assertThat(line(coverage, "LLM01").cells()).isNotEmpty();
    assertThat(line(coverage, "LLM01").because()).contains("@desk");
    assertThat(coverage.lines()).hasSize(10);
  }
}
