package io.sextant.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Official files of every shape, counted by an independent reader beforehand.
class OfficialReleasesTest {
  @Test
  void countsEqualTheExpectedOnes() throws IOException {
    Path folder = SharedData.atlas();
    List<String> lines = Files.readAllLines(folder.resolve("checks/expected-counts.tsv"));
    String[] headings = lines.getFirst().split("\t", -1);
    List<Map<String, String>> expected = new ArrayList<>();
    List<Map<String, String>> found = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split("\t", -1);
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 1; i < headings.length; i++) {
        row.put(headings[i], cells[i]);
      }
      expected.add(row);
      Map<String, String> counted = new LinkedHashMap<>();
      ReleaseCounts.of(read(cells[0]))
          .columns()
          .forEach((key, value) -> counted.put(key, value.toString()));
      found.add(counted);
    }
    assertThat(found).hasSize(7).containsExactlyElementsOf(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"4.9.1", "5.1.1"})
  void rescuesTheEdgesThatStandAmongLifecyclePhases(String tag) throws IOException {
    Release release = read("ATLAS-" + tag + ".yaml");
    assertThat(techniquesOf(release, "AML.M0016")).contains("AML.T0018.001", "AML.T0018.002");
    assertThat(release.notices())
        .filteredOn(issue -> issue.code().equals("SX-ATLAS-012"))
        .hasSize(2)
        .allSatisfy(issue -> {
          assertThat(issue.severity()).isEqualTo(Issue.Severity.WARNING);
          assertThat(issue.message()).contains("AML.M0016").contains("AML.T0018.00");
          assertThat(issue.line()).isPositive();
        });
  }

  @Test
  void readsTheSameMitigationEdgesFromTheLastTwoShapes() throws IOException {
    Release old = read("ATLAS-5.6.1.yaml");
    Release current = read("ATLAS-2026.05.yaml");
    for (Mitigation mitigation : current.mitigations()) {
      assertThat(techniquesOf(old, mitigation.id().value()))
          .as(mitigation.id().value())
          .containsExactlyInAnyOrderElementsOf(techniquesOf(current, mitigation.id().value()));
    }
    assertThat(old.notices())
        .extracting(Issue::code)
        .containsExactlyInAnyOrder(
            "SX-ATLAS-012", "SX-ATLAS-012", "SX-ATLAS-013", "SX-ATLAS-013", "SX-ATLAS-014");
    assertThat(current.notices()).isEmpty();
  }

  @Test
  void ordersStepsByTheirLeadsTo() throws IOException {
    Release old = read("ATLAS-5.6.1.yaml");
    Release current = read("ATLAS-2026.05.yaml");
    assertThat(procedure(current, "AML.CS0000"))
        .containsExactly(
            "AML.T0000.001",
            "AML.T0002.000",
            "AML.T0005",
            "AML.T0043.003",
            "AML.T0042",
            "AML.T0015");
    for (CaseStudy study : current.caseStudies()) {
      assertThat(procedure(current, study.id().value()))
          .as(study.id().value())
          .isEqualTo(procedure(old, study.id().value()));
    }
  }

  @Test
  void givesSubTechniquesTheTacticsOfTheirParent() throws IOException {
    for (String file : List.of("ATLAS-5.6.1.yaml", "ATLAS-2026.05.yaml")) {
      ReleaseIndex index = new ReleaseIndex(read(file));
      Technique sub = index.technique(new TechniqueId("AML.T0024.000")).orElseThrow();
      assertThat(sub.tactics()).containsExactly(new TacticId("AML.TA0010"));
      assertThat(sub.fullName())
          .isEqualTo("Exfiltration via AI Inference API: Infer Training Data Membership");
    }
  }

  @Test
  void keepsTheTagApartFromTheVersionInside() throws IOException {
    Release release = read("ATLAS-4.5.2.yaml");
    assertThat(release.id().tag()).isEqualTo("4.5.2");
    assertThat(release.innerVersion()).isEqualTo("4.5.1");
    assertThat(release.date()).hasToString("Optional[2024-03-11]");
  }

  private static List<String> techniquesOf(Release release, String mitigation) {
    return release.mitigations().stream()
        .filter(m -> m.id().value().equals(mitigation))
        .flatMap(m -> m.mitigates().stream())
        .map(edge -> edge.technique().value())
        .toList();
  }

  private static List<String> procedure(Release release, String study) {
    return release.caseStudies().stream()
        .filter(s -> s.id().value().equals(study))
        .flatMap(s -> s.procedure().stream())
        .map(step -> step.technique().value())
        .toList();
  }

  static Release read(String file) throws IOException {
    ReleaseReader.Read read =
        new ReleaseReader().read(Files.readAllBytes(SharedData.atlas().resolve(file)), file);
    assertThat(read.issues()).noneMatch(issue -> issue.severity() == Issue.Severity.ERROR);
    return read.release().orElseThrow();
  }
}
