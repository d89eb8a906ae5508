package io.sextant.atlas.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.atlas.AtlasId;
import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.Successors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImpactTest {
  private static final String MAP =
      """
      id: support
      owner: assistant-team
      components:
        - id: desk
          owner: desk-team
          threats:
            - AML.T0019
            - AML.T0051
        - id: store
          threats: [AML.T0058]
        - id: shop
          threats: [AML.T0104]
          owner: "shop-team"
      """;

  @TempDir private Path folder;

  private AtlasLibrary library = AtlasLibrary.builtIn();
  private ReleaseIndex before = library.current();
  private ReleaseIndex after = library.current();

  @BeforeEach
  void importARelease() throws IOException {
    library = AtlasLibrary.open(folder);
    try (InputStream in = AtlasLibrary.class.getResourceAsStream("ATLAS-2030.07-retired.yaml")) {
      library.importRelease(
          in.readAllBytes(), "ATLAS-2030.07.yaml", Optional.of(new ReleaseId("2030.07")), false);
    }
    after = library.release(new ReleaseId("2030.07")).orElseThrow();
  }

  @Test
  void findsEachTouchedReferenceWithItsPlace() {
    List<Impact> impacts = new ImpactFinder(before, after).find("map.yaml", MAP);
    assertThat(impacts).extracting(Impact::written).contains("AML.T0019", "AML.T0058", "AML.T0104");
    Impact first = impacts.getFirst();
    assertThat(first.line()).isEqualTo(7);
    assertThat(first.column()).isEqualTo(9);
    assertThat(first.weight()).isEqualTo(Impact.Weight.BREAKS);
    assertThat(first.changes().getFirst().successor())
        .map(AtlasId::value)
        .contains("AML.T0115.000");
  }

  @Test
  void saysNothingWhereNothingChanged() {
    assertThat(new ImpactFinder(before, before).find("map.yaml", MAP)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"AML.T0019, desk-team", "AML.T0058, assistant-team", "AML.T0104, shop-team"})
  void namesTheNearestOwner(String id, String owner) {
    assertThat(new Owners(MAP).at(MAP.indexOf(id))).contains(owner);
  }

  @Test
  void fallsBackToTheAuthorOfARule() {
    String rule = "title: A rule\nauthor: Ann, Bob # both\ntags:\n  - atlas.aml.t0051\n";
    assertThat(new Owners(rule).at(rule.indexOf("atlas."))).contains("Ann, Bob");
    String layer = "{\"name\": \"x\", \"owner\": \"red-team\", \"techniques\": [\"AML.T0051\"]}";
    assertThat(new Owners(layer).at(layer.indexOf("AML."))).contains("red-team");
    assertThat(new Owners("AML.T0051").at(0)).isEmpty();
    assertThat(new Owners("").at(0)).isEmpty();
  }

  @Test
  void tellsWhatBecameOfEveryRetiredId() {
    List<Successors.Entry> all = new Successors(library).all();
    assertThat(all)
        .filteredOn(entry -> entry.fate() == Successors.Fate.REPLACED)
        .extracting(entry -> entry.id() + " " + entry.successor().orElseThrow())
        .containsExactly(
            "AML.T0019 AML.T0115.000",
            "AML.T0045 AML.T0048.004",
            "AML.T0058 AML.T0115.001",
            "AML.T0104 AML.T0115.002");
    assertThat(all).filteredOn(entry -> entry.fate() == Successors.Fate.NEVER_PUBLISHED).hasSize(6);
    assertThat(all)
        .filteredOn(entry -> entry.fate() == Successors.Fate.GONE)
        .extracting(entry -> entry.id().value())
        .contains("AML.T0054");
    assertThat(new Successors(AtlasLibrary.builtIn()).all()).hasSize(10);
    assertThat(new Successors(library).find(AtlasId.parse("AML.T0045").orElseThrow()))
        .get()
        .satisfies(entry -> {
          assertThat(entry.name()).isEqualTo("ML Intellectual Property Theft");
          assertThat(entry.since()).contains(new ReleaseId("4.5.0"));
        });
    assertThat(new Successors(library).find(AtlasId.parse("AML.T9999").orElseThrow())).isEmpty();
  }
}
