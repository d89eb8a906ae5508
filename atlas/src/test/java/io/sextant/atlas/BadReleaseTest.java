package io.sextant.atlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.sextant.atlas.publish.StixBundle;
import io.sextant.atlas.publish.Wiki;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Releases that are cut, merged or wrong in what they say.
class BadReleaseTest {
  /// Pieces that each file is cut into.
  private static final int CUTS = 60;

  private static final String THREE =
      """
      tactics: [{id: AML.TA0000, name: Entry}]
      techniques:
      - {id: AML.T0000, name: A, tactics: [AML.TA0000]%s}
      - {id: AML.T0001, name: B, tactics: [AML.TA0000]%s}
      - {id: AML.T0002, name: C, tactics: [AML.TA0000]%s}
      """;

  @ParameterizedTest
  @ValueSource(strings = {Fixture.FLAT, Fixture.MATRICES, Fixture.V6})
  void aTruncatedFileIsRefusedOrReadWithWhatItHolds(String fixture) {
    byte[] whole = Fixture.bytes(fixture);
    Release all = Fixture.release(fixture);
    int refused = 0;
    for (int cut = 0; cut < CUTS; cut++) {
      byte[] part = Arrays.copyOf(whole, whole.length * cut / CUTS);
      ReleaseReader.Read read = new ReleaseReader().read(part, fixture);
      if (read.release().isEmpty()) {
        refused++;
        assertThat(read.issues())
            .as("cut %d", cut)
            .anyMatch(issue -> issue.severity() == Issue.Severity.ERROR);
      } else {
        assertThat(read.release().get().techniques().size())
            .isLessThanOrEqualTo(all.techniques().size());
      }
    }
    assertThat(refused).isGreaterThan(CUTS / 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {Fixture.FLAT, Fixture.MATRICES, Fixture.V6})
  void aFileWithAnotherBehindItIsRefused(String fixture) {
    String twice = Fixture.text(fixture) + "\n" + Fixture.text(fixture);
    assertThat(codes(twice)).containsAnyOf("SX-ATLAS-002", "SX-ATLAS-009", "SX-ATLAS-010");
    assertThat(Fixture.read(twice).release()).isEmpty();
    String documents = Fixture.text(fixture) + "\n---\n" + Fixture.text(fixture);
    assertThat(codes(documents)).containsExactly("SX-ATLAS-002");
  }

  @Test
  void theMarksOfAnUnfinishedMergeAreRefusedWithTheirLine() {
    String merged =
        Fixture.text(Fixture.FLAT)
            .replaceFirst("\n- ", "\n<<<<<<< HEAD\n- ")
            .replaceFirst("\ntechniques", "\n=======\n>>>>>>> other\ntechniques");
    ReleaseReader.Read read = Fixture.read(merged);
    assertThat(read.release()).isEmpty();
    assertThat(read.issues())
        .anySatisfy(issue -> {
          assertThat(issue.severity()).isEqualTo(Issue.Severity.ERROR);
          assertThat(issue.line()).isPositive();
        });
  }

  @ParameterizedTest
  @CsvSource({
    "AML.T0000, '', '', AML.T0000",
    "AML.T0001, AML.T0000, '', 'AML.T0000,AML.T0001'",
    "AML.T0001, AML.T0002, AML.T0000, 'AML.T0000,AML.T0001,AML.T0002'"
  })
  void aCircleOfSubTechniquesIsBrokenAndNamed(String a, String b, String c, String named) {
    ReleaseReader.Read read = Fixture.read(String.format(THREE, part(a), part(b), part(c)));
    Release release = read.release().orElseThrow();
    assertThat(release.techniques()).allMatch(technique -> technique.parent().isEmpty());
    assertThat(read.issues().stream().filter(issue -> issue.code().equals("SX-ATLAS-029")))
        .extracting(issue -> issue.message().substring(0, 9))
        .containsExactlyElementsOf(List.of(named.split(",", -1)));
    assertThat(new ReleaseIndex(release).matrix().getFirst().cells()).hasSize(3);
  }

  @Test
  void aPartOfAPartBelongsToTheTechniqueAtTheTop() {
    ReleaseReader.Read read =
        Fixture.read(String.format(THREE, "", part("AML.T0000"), part("AML.T0001")));
    Release release = read.release().orElseThrow();
    assertThat(release.techniques())
        .extracting(Technique::parent)
        .containsExactly(
            Optional.empty(),
            Optional.of(new TechniqueId("AML.T0000")),
            Optional.of(new TechniqueId("AML.T0000")));
    assertThat(read.issues()).extracting(Issue::code).containsOnlyOnce("SX-ATLAS-029");
  }

  private static String part(String parent) {
    return parent.isEmpty() ? "" : ", subtechnique-of: " + parent;
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-13-01", "2026-02-30", "yesterday", "20260527", "2026-05-27T99"})
  void aWrongDateIsLeftOutAndNamed(String date) {
    String yaml = String.format(THREE, ", created_date: '" + date + "'", "", "");
    ReleaseReader.Read read = Fixture.read(yaml);
    assertThat(read.release().orElseThrow().techniques().getFirst().dates().created()).isEmpty();
    assertThat(read.issues())
        .filteredOn(issue -> issue.code().equals("SX-ATLAS-016"))
        .singleElement()
        .satisfies(issue -> assertThat(issue.message()).contains(date));
  }

  @Test
  void twoObjectsOfOneIdAreAllNamed() {
    String yaml =
        String.format(THREE, "", "", "")
            .replace("AML.T0001", "AML.T0000")
            .replace("AML.T0002", "AML.T0000");
    assertThat(codes(yaml).stream().filter("SX-ATLAS-009"::equals)).hasSize(2);
  }

  @Test
  void edgesThatPointNowhereAreLeftOutAndNamed() {
    String yaml =
        String.format(THREE, "", "", "")
            .replace("B, tactics: [AML.TA0000]", "B, tactics: [AML.TA9999]");
    ReleaseReader.Read read = Fixture.read(yaml);
    assertThat(read.release()).isPresent();
    assertThat(read.issues())
        .filteredOn(issue -> issue.code().equals("SX-ATLAS-011"))
        .anySatisfy(issue -> assertThat(issue.message()).contains("AML.T0001", "AML.TA9999"));
  }

  @Test
  void aHugeHostileDescriptionIsReadAndDoesNothing() {
    String hostile =
        "<script>alert(1)</script><img src=x onerror=alert(2)> [x](javascript:alert(3)) "
            .repeat(60_000);
    String yaml = String.format(THREE, ", description: \"" + hostile + "\"", "", "");
    Release release = Fixture.read(yaml).release().orElseThrow();
    assertThat(release.techniques().getFirst().description()).hasSizeGreaterThan(4_000_000);
    ReleaseIndex index = AtlasLibrary.index(release);
    assertThat(String.valueOf(Wiki.markdown(index).get("AML.T0000.md")))
        .doesNotContain("<script", "<img", "](javascript");
    assertThat(index.search("alert", 5)).isNotEmpty();
    byte[] bundle = StixBundle.of(index).toString().getBytes(StandardCharsets.UTF_8);
    assertThat(new ReleaseReader().read(bundle, "x.json").release()).isPresent();
  }

  @Test
  void damagedBundlesNeverThrow() {
    byte[] whole =
        StixBundle.of(AtlasLibrary.index(Fixture.release(Fixture.V6)))
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    Random random = new Random(20_260_905L);
    for (int round = 0; round < 800; round++) {
      byte[] damaged = whole.clone();
      for (int edit = 0; edit <= random.nextInt(5); edit++) {
        damaged[random.nextInt(damaged.length)] =
            random.nextBoolean()
                ? (byte) "{}[]:,\"0ne".charAt(random.nextInt(10))
                : (byte) random.nextInt(256);
      }
      int number = round;
      assertThatCode(() -> new ReleaseReader().read(damaged, "x.json"))
          .as("round %d", number)
          .doesNotThrowAnyException();
    }
  }

  private static List<String> codes(String yaml) {
    return Fixture.read(yaml).issues().stream().map(Issue::code).toList();
  }
}
