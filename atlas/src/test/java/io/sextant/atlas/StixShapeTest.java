package io.sextant.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StixShapeTest {
  private static final Optional<ReleaseId> TAG = Optional.of(new ReleaseId("9.9.9"));

  /// Two edges under one id, a third of another mitigation under it too.
  private static final String BUNDLE =
      """
      {"type": "bundle", "id": "bundle--1", "objects": [
        {"type": "x-mitre-tactic", "id": "x-mitre-tactic--1", "name": "Entry",
         "x_mitre_shortname": "entry",
         "external_references": [{"source_name": "mitre-atlas", "external_id": "AML.TA0000"}]},
        {"type": "attack-pattern", "id": "attack-pattern--1", "name": "Knock",
         "kill_chain_phases": [{"kill_chain_name": "mitre-atlas", "phase_name": "entry"}],
         "external_references": [{"source_name": "mitre-atlas", "external_id": "AML.T0000"}]},
        {"type": "attack-pattern", "id": "attack-pattern--2", "name": "Loudly",
         "kill_chain_phases": [{"kill_chain_name": "mitre-atlas", "phase_name": "entry"}],
         "external_references": [{"source_name": "mitre-atlas", "external_id": "AML.T0000.000"}]},
        {"type": "course-of-action", "id": "course-of-action--1", "name": "Lock",
         "external_references": [{"source_name": "mitre-atlas", "external_id": "AML.M0000"}]},
        {"type": "course-of-action", "id": "course-of-action--2", "name": "Bolt",
         "external_references": [{"source_name": "mitre-atlas", "external_id": "AML.M0001"}]},
        {"type": "relationship", "id": "relationship--1", "relationship_type": "mitigates",
         "source_ref": "course-of-action--1", "target_ref": "attack-pattern--1", "description": "s"},
        {"type": "relationship", "id": "relationship--1", "relationship_type": "mitigates",
         "source_ref": "course-of-action--1", "target_ref": "attack-pattern--2", "description": "s"},
        {"type": "relationship", "id": "relationship--1", "relationship_type": "mitigates",
         "source_ref": "course-of-action--2", "target_ref": "attack-pattern--1", "description": "s"},
        {"type": "relationship", "id": "relationship--2", "relationship_type": "subtechnique-of",
         "source_ref": "attack-pattern--2", "target_ref": "attack-pattern--1"}
      ]}
      """;

  @Test
  void keepsEveryEdgeOfAnIdThatStandsForSeveral() {
    ReleaseReader.Read read = read(BUNDLE);
    Release release = read.release().orElseThrow();
    assertThat(release.mitigations()).extracting(m -> m.mitigates().size()).containsExactly(2, 1);
    assertThat(release.techniques().getLast().fullName()).isEqualTo("Knock: Loudly");
    assertThat(release.formatVersion()).isEqualTo("stix");
    assertThat(read.issues())
        .filteredOn(issue -> issue.code().equals("SX-ATLAS-024"))
        .singleElement()
        .satisfies(
            issue -> assertThat(issue.message()).contains("1 relationship ids", "2 of which"));
  }

  @Test
  void wantsATagWhereTheBundleTellsNone() {
    ReleaseReader.Read read =
        new ReleaseReader().read(BUNDLE.getBytes(StandardCharsets.UTF_8), "stix-atlas.json");
    assertThat(read.release()).isEmpty();
    assertThat(read.issues()).extracting(Issue::code).contains("SX-ATLAS-005");
  }

  @Test
  void namesEdgesThatPointNowhere() {
    ReleaseReader.Read read =
        read(
            BUNDLE.replace("\"target_ref\": \"attack-pattern--2\"", "\"target_ref\": \"gone--7\""));
    assertThat(read.release()).isPresent();
    assertThat(read.issues())
        .filteredOn(issue -> issue.code().equals("SX-ATLAS-011"))
        .anySatisfy(issue -> {
          assertThat(issue.message()).contains("AML.M0000", "gone--7");
          assertThat(issue.line()).isGreaterThan(1);
        });
  }

  @Test
  void refusesTwoObjectsOfOneId() {
    assertThat(read(BUNDLE.replace("AML.M0001", "AML.M0000")).issues())
        .extracting(Issue::code)
        .contains("SX-ATLAS-009");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\": \"bundle\", \"objects\": [",
        "{\"type\": \"bundle\"} {\"type\": \"bundle\"}",
        "{\"type\": \"bundle\", \"objects\": [1, 2]}",
        "{\"type\": \"bundle\", \"objects\": {}}",
        "{\"type\": \"bundle\", \"objects\": [{\"type\": [1]}]}",
        "{\"type\": \"bundle\", \"objects\": [{}]}",
        "{\"clusters\": 5}",
        "{\"type\": \"mitre-atlas-attack-pattern\", \"values\": [5]}"
      })
  void listsTheProblemsOfBrokenJson(String json) {
    ReleaseReader.Read read = read(json);
    assertThat(read.release()).isEmpty();
    assertThat(read.issues())
        .isNotEmpty()
        .allSatisfy(issue -> assertThat(issue.code()).startsWith("SX-ATLAS-"));
  }

  @Test
  void stopsAtDeepNesting() {
    assertThat(read("{\"a\": " + "[".repeat(100_000)).issues())
        .extracting(Issue::code)
        .containsExactly("SX-ATLAS-003");
  }

  @Test
  void seesAKeyThatStandsTwice() {
    assertThat(read("{\"type\": \"bundle\", \"type\": \"bundle\", \"objects\": []}").issues())
        .extracting(Issue::code)
        .contains("SX-ATLAS-010");
  }

  @Test
  void readsTheOfficialBundleWithoutLoss() throws IOException {
    byte[] bytes = Files.readAllBytes(SharedData.atlas().resolve("stix-atlas.json"));
    ReleaseReader.Read read =
        new ReleaseReader().read(bytes, "stix-atlas.json", Optional.of(new ReleaseId("5.6.0")));
    Release release = read.release().orElseThrow();
    ReleaseCounts counts = ReleaseCounts.of(release);
    assertThat(counts.tactics()).isEqualTo(16);
    assertThat(counts.techniques()).isEqualTo(101);
    assertThat(counts.subtechniques()).isEqualTo(69);
    assertThat(counts.mitigations()).isEqualTo(35);
    assertThat(counts.asWritten().mitigations()).isEqualTo(246);
    assertThat(release.mitigations().stream().mapToInt(m -> m.mitigates().size()).sum())
        .isEqualTo(244);
    assertThat(read.issues())
        .filteredOn(issue -> issue.code().equals("SX-ATLAS-024"))
        .singleElement()
        .satisfies(
            issue -> assertThat(issue.message()).contains("34 relationship ids", "80 of which"));
    Release yaml = OfficialReleasesTest.read("ATLAS-5.6.1.yaml");
    assertThat(release.tactics())
        .extracting(Tactic::id)
        .containsExactlyElementsOf(yaml.tactics().stream().map(Tactic::id).toList());
    for (Technique technique : yaml.techniques()) {
      Technique other = new ReleaseIndex(release).technique(technique.id()).orElseThrow();
      assertThat(other.fullName()).isEqualTo(technique.fullName());
      assertThat(other.tactics()).containsExactlyInAnyOrderElementsOf(technique.tactics());
    }
  }

  @Test
  void readsTheCaseStudiesOfOpenCti() throws IOException {
    int bundles = 0;
    Path folder = SharedData.atlas().resolve("opencti-bundles");
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
      for (Path file : files) {
        ReleaseReader.Read read =
            new ReleaseReader().read(Files.readAllBytes(file), file.toString(), TAG);
        Release release = read.release().orElseThrow(() -> new AssertionError(read.issues()));
        assertThat(release.caseStudies()).as(file.toString()).hasSize(1);
        assertThat(release.caseStudies().getFirst().id().value().replace(".", ""))
            .isEqualTo(String.valueOf(file.getFileName()).replace(".json", ""));
        assertThat(release.caseStudies().getFirst().procedure())
            .hasSameSizeAs(release.techniques());
        bundles++;
      }
    }
    assertThat(bundles).isEqualTo(8);
  }

  private static ReleaseReader.Read read(String json) {
    return new ReleaseReader().read(json.getBytes(StandardCharsets.UTF_8), "x.json", TAG);
  }
}
