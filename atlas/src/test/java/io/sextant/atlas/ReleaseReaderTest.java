package io.sextant.atlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReleaseReaderTest {
  private final ReleaseReader reader = new ReleaseReader();

  @Test
  void readsTheFlatShape() {
    Release release = Fixture.release(Fixture.FLAT);
    assertThat(release.formatVersion()).isEqualTo("flat");
    assertThat(release.tactics()).extracting(Tactic::name).containsExactly("Scouting", "Entry");
    assertThat(release.techniques())
        .extracting(t -> t.id().value(), Technique::fullName, t -> t.tactics().size())
        .containsExactly(
            tuple("AML.T0000", "Read the papers", 1),
            tuple("AML.T0000.000", "Read the papers: Journals", 1),
            tuple("AML.T0001", "Knock", 2));
    CaseStudy study = release.caseStudies().getFirst();
    assertThat(study.date()).isEqualTo("2020-03-04");
    assertThat(study.shownDate()).isEqualTo("2020-03");
    assertThat(study.reporter()).isEqualTo("A neighbour");
    assertThat(study.type()).isEmpty();
    assertThat(study.procedure())
        .extracting(CaseStudy.Step::description)
        .containsExactly("Reading.", "Knocking.");
    assertThat(release.asWritten()).isEqualTo(new AsWritten(3, 1, 0, 0, 2, 1));
  }

  @Test
  void readsTheMatricesShapeAndNoticesEveryOddity() {
    Release release = Fixture.release(Fixture.MATRICES);
    assertThat(release.id().tag()).isEqualTo("2.0.1-matrices");
    assertThat(release.innerVersion()).isEqualTo("2.0.0");
    Mitigation mitigation = release.mitigations().getFirst();
    assertThat(mitigation.lifecyclePhases()).containsExactly("Deployment");
    assertThat(mitigation.mitigates())
        .extracting(edge -> edge.technique().value(), Mitigation.Mitigates::description)
        .containsExactly(
            tuple("AML.T0000", "Say less.\n\nSay nothing."),
            tuple("AML.T0001", "Do not answer."),
            tuple("AML.T0000.000", "Publish less."));
    assertThat(release.techniques().get(1).maturity()).isEmpty();
    assertThat(release.techniques().get(1).parent()).contains(new TechniqueId("AML.T0000"));
    assertThat(release.techniques().getLast().id().value()).isEqualTo("AML.XYZ.T0001");
    assertThat(release.tactics().getFirst().dates().created()).contains(LocalDate.of(2022, 1, 24));
    assertThat(release.asWritten()).isEqualTo(new AsWritten(4, 1, 4, 3, 1, 0));
    assertThat(release.notices())
        .extracting(Issue::code, Issue::line)
        .containsExactly(
            tuple("SX-ATLAS-014", 0),
            tuple("SX-ATLAS-016", 26),
            tuple("SX-ATLAS-015", 27),
            tuple("SX-ATLAS-011", 31),
            tuple("SX-ATLAS-013", 42),
            tuple("SX-ATLAS-012", 46),
            tuple("SX-ATLAS-015", 50));
  }

  @Test
  void readsTheV6ShapeInMatrixAndAttackOrder() {
    Release release = Fixture.release(Fixture.V6);
    assertThat(release.innerVersion()).isEqualTo("2030.10");
    assertThat(release.date()).contains(LocalDate.of(2030, 10, 31));
    assertThat(release.tactics()).extracting(Tactic::name).containsExactly("Scouting", "Entry");
    assertThat(release.caseStudies().getFirst().procedure())
        .extracting(CaseStudy.Step::description)
        .containsExactly("first", "second", "third");
    assertThat(release.techniques().getFirst().platforms())
        .containsExactly("Agentic AI", "Quantum AI");
    assertThat(ReleaseCounts.of(release).columns())
        .containsEntry("format", "v6 (6.0.0)")
        .containsEntry("maturity", "demonstrated=1,feasible=1,realized=1")
        .containsEntry("platforms", "Agentic AI=2,Predictive AI=1,Quantum AI=1")
        .containsEntry("refs", 1);
    assertThat(release.notices()).extracting(Issue::message).anyMatch(m -> m.contains("haunts"));
  }

  @Test
  void takesTheTagFromTheCallerThenTheNameThenTheContent() {
    byte[] v6 = Fixture.bytes(Fixture.V6);
    assertThat(tag(v6, "x.yaml", Optional.of(new ReleaseId("7.7")))).isEqualTo("7.7");
    assertThat(tag(v6, "dir/ATLAS-v8.8.yaml", Optional.empty())).isEqualTo("8.8");
    assertThat(tag(v6, "download", Optional.empty())).isEqualTo("2030.10");
    assertThat(tag(Fixture.bytes(Fixture.FLAT), "ATLAS.yaml", Optional.empty())).isEqualTo("1.0.0");
  }

  @Test
  void asksForATagWhenNothingTellsIt() {
    String yaml = Fixture.text(Fixture.FLAT).replace("version: 1.0.0\n", "");
    assertThat(reader.read(yaml.getBytes(StandardCharsets.UTF_8), "x.yaml").issues())
        .extracting(Issue::code)
        .containsExactly("SX-ATLAS-005");
  }

  @Test
  void ordersStepsByIdWhenTheyLeadInACircle() {
    String yaml = Fixture.text(Fixture.V6).replace("leads-to: []", "leads-to: [S00]");
    ReleaseReader.Read read = Fixture.read(yaml);
    assertThat(read.release().orElseThrow().caseStudies().getFirst().procedure())
        .extracting(CaseStudy.Step::description)
        .containsExactly("first", "second", "third");
    assertThat(read.issues()).extracting(Issue::code).contains("SX-ATLAS-017");
  }

  @Test
  void readsStepsThatBranch() {
    String yaml = Fixture.text(Fixture.V6).replace("leads-to: [S01]", "leads-to: [S01, S02, S77]");
    ReleaseReader.Read read = Fixture.read(yaml);
    assertThat(read.release().orElseThrow().caseStudies().getFirst().procedure())
        .extracting(CaseStudy.Step::description)
        .containsExactly("first", "second", "third");
    assertThat(read.release().orElseThrow().caseStudies().getFirst().procedure())
        .extracting(CaseStudy.Step::next)
        .containsExactly(List.of(1, 2), List.of(2), List.of());
    assertThat(read.issues()).extracting(Issue::message).anyMatch(m -> m.contains("'S77'"));
  }

  @Test
  void reportsAllProblemsOfAFileAtOnce() {
    String yaml =
        """
        version: 1
        tactics:
        - {id: AML.TA0000, name: Entry}
        - {id: AML.TA0000, name: Entry again}
        - {id: TA1, name: Wrong id}
        - just a text
        techniques:
        - {id: AML.T0000, name: {Publish: Agent Tools}, tactics: AML.TA0000}
        - {id: AML.T0001, id: AML.T0002, name: Twice}
        - {name: Without an id}
        """;
    ReleaseReader.Read read = Fixture.read(yaml);
    assertThat(read.release()).isEmpty();
    assertThat(read.issues())
        .filteredOn(issue -> issue.severity() == Issue.Severity.ERROR)
        .extracting(Issue::code, Issue::line)
        .containsExactly(
            tuple("SX-ATLAS-009", 4),
            tuple("SX-ATLAS-008", 5),
            tuple("SX-ATLAS-006", 6),
            tuple("SX-ATLAS-006", 8),
            tuple("SX-ATLAS-006", 8),
            tuple("SX-ATLAS-010", 9),
            tuple("SX-ATLAS-007", 10));
    assertThat(read.issues()).allSatisfy(issue -> assertThat(issue.message()).isNotBlank());
  }

  @Test
  void dropsNoObjectSilently() {
    for (String name : List.of("''", "~", "null", "", "'  '")) {
      String yaml = Fixture.text(Fixture.FLAT).replace("name: Knock", "name: " + name);
      ReleaseReader.Read read = Fixture.read(yaml);
      assertThat(read.release()).as(name).isEmpty();
      assertThat(read.issues())
          .filteredOn(issue -> issue.severity() == Issue.Severity.ERROR)
          .as(name)
          .extracting(Issue::code)
          .containsExactly("SX-ATLAS-007");
    }
  }

  @Test
  void readsSeveralMatricesAsOne() {
    String yaml =
        """
        matrices:
        - tactics: [{id: AML.TA0000, name: A}]
          techniques: [{id: AML.T0000, name: X, tactics: [AML.TA0000]}]
        - tactics: [{id: AML.OWN.TA0001, name: B}]
          techniques: [{id: AML.OWN.T0001, name: Y, tactics: [AML.OWN.TA0001]}]
        """;
    ReleaseReader.Read read = Fixture.read(yaml);
    assertThat(read.release().orElseThrow().techniques()).hasSize(2);
    assertThat(read.issues()).extracting(Issue::code).isEqualTo(List.of("SX-ATLAS-018"));
  }

  private String tag(byte[] bytes, String name, Optional<ReleaseId> tag) {
    return reader.read(bytes, name, tag).release().orElseThrow().id().tag();
  }
}
