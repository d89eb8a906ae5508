package io.sextant.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {
  /// So many words in a row that equal MITRE's are a copied sentence, not a shared term.
  private static final int COPIED_RUN = 8;

  private static final List<String> TABLES =
      List.of("tactics", "techniques", "mitigations", "mitigates", "case-studies", "steps");

  @ParameterizedTest
  @ValueSource(strings = {"5.6.1", "2026.05"})
  void holdsTheWholeMatrix(String tag) {
    Map<String, Object> counts = ReleaseCounts.of(builtIn(tag).release()).columns();
    assertThat(counts)
        .containsEntry("tactics", 16)
        .containsEntry("techniques", 101)
        .containsEntry("subtechniques", 69)
        .containsEntry("mitigations", 35)
        .containsEntry("case_studies", 57)
        .containsEntry("procedure_steps", 449)
        .containsEntry("tech_tactic_edges", tag.equals("5.6.1") ? 111 : 185)
        .containsEntry("mitigation_tech_edges", 246);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.6.1", "2026.05"})
  void hasASummaryOfEveryObject(String tag) {
    assertThat(builtIn(tag).objects())
        .filteredOn(object -> object.summary().isBlank())
        .extracting(object -> object.id().value())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.6.1", "2026.05"})
  void copiesNoSentenceOfMitre(String tag) throws IOException {
    ReleaseIndex official = new ReleaseIndex(OfficialReleasesTest.read("ATLAS-" + tag + ".yaml"));
    List<String> copied = new ArrayList<>();
    for (AtlasObject object : builtIn(tag).objects()) {
      Set<String> theirs = runs(official.object(object.id()).orElseThrow().description());
      runs(object.summary()).stream()
          .filter(theirs::contains)
          .forEach(run -> copied.add(object.id() + ": " + run));
    }
    assertThat(copied).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.6.1", "2026.05"})
  void equalsTheOfficialFileWithoutItsTexts(String tag) throws IOException {
    Release official = OfficialReleasesTest.read("ATLAS-" + tag + ".yaml");
    Release builtIn = new Catalogue().read(new ReleaseId(tag));
    assertThat(ReleaseCounts.of(builtIn)).isEqualTo(ReleaseCounts.of(official));
    assertThat(builtIn.tactics())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("description", "references")
        .isEqualTo(official.tactics());
    assertThat(builtIn.techniques())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("description", "references")
        .isEqualTo(official.techniques());
    assertThat(builtIn.mitigations())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields(
            "description", "references", "mitigates.description")
        .isEqualTo(official.mitigations());
    assertThat(builtIn.caseStudies())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields(
            "description", "references", "actor", "target", "reporter", "procedure.description")
        .isEqualTo(official.caseStudies());
    assertThat(builtIn.date()).isEqualTo(official.date());
  }

  @Test
  void isWhatTheWriterWrites(@TempDir Path folder) throws IOException {
    CatalogueWriter writer = new CatalogueWriter(folder);
    for (String tag : List.of("5.6.1", "2026.05")) {
      writer.write(OfficialReleasesTest.read("ATLAS-" + tag + ".yaml"));
      for (String table : TABLES) {
        assertSame(folder, tag + "/" + table + ".tsv");
      }
    }
    assertSame(folder, "index.tsv");
  }

  @Test
  void writesAgainWhatItReads(@TempDir Path folder) throws IOException {
    Release release = new Catalogue().read(new ReleaseId("2026.05"));
    new CatalogueWriter(folder).write(release);
    for (String table : TABLES) {
      assertSame(folder, "2026.05/" + table + ".tsv");
    }
  }

  private static void assertSame(Path folder, String name) throws IOException {
    try (var in = CatalogueTest.class.getResourceAsStream("catalogue/" + name)) {
      assertThat(folder.resolve(name)).as(name).hasBinaryContent(in.readAllBytes());
    }
  }

  private static Set<String> runs(String text) {
    List<String> words = Words.of(text).stream().map(Words.Word::folded).toList();
    Set<String> runs = new HashSet<>();
    for (int i = 0; i + COPIED_RUN <= words.size(); i++) {
      runs.add(String.join(" ", words.subList(i, i + COPIED_RUN)));
    }
    return runs;
  }

  private static ReleaseIndex builtIn(String tag) {
    return AtlasLibrary.builtIn().release(new ReleaseId(tag)).orElseThrow();
  }
}
