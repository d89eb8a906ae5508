package io.sextant.atlas.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.AtlasObject;
import io.sextant.atlas.CaseStudy;
import io.sextant.atlas.Issue;
import io.sextant.atlas.Mitigation;
import io.sextant.atlas.Reference;
import io.sextant.atlas.Release;
import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.ReleaseReader;
import io.sextant.atlas.SharedData;
import io.sextant.atlas.Tactic;
import io.sextant.atlas.Technique;
import io.sextant.atlas.compare.Change;
import io.sextant.atlas.compare.ReleaseDiff;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/// What we publish, read again.
class RoundTripTest {
  @ParameterizedTest
  @ValueSource(strings = {"5.6.1", "2026.05"})
  void theBuiltInReleasesComeBackFromStix(String tag) {
    comesBack(AtlasLibrary.builtIn().release(new ReleaseId(tag)).orElseThrow().release());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ATLAS-1.0.0-flat.yaml",
        "ATLAS-2.0.1-matrices.yaml",
        "ATLAS-2030.10-v6.yaml",
        "ATLAS-2030.07-retired.yaml"
      })
  void ownReleasesComeBackFromStix(String file) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(AtlasLibrary.class.getResourceAsStream(file), file)) {
      comesBack(read(in.readAllBytes(), file));
    }
  }

  @Test
  void everyOfficialReleaseComesBackFromStix() throws IOException {
    int releases = 0;
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(SharedData.atlas(), "ATLAS-*.yaml")) {
      for (Path file : files) {
        comesBack(read(Files.readAllBytes(file), file.toString()));
        releases++;
      }
    }
    assertThat(releases).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.6.1", "2026.05"})
  void techniquesComeBackFromMisp(String tag) {
    ReleaseIndex index = AtlasLibrary.builtIn().release(new ReleaseId(tag)).orElseThrow();
    Release again = read(bytes(MispGalaxy.of(index)), "ATLAS-" + tag + ".json");
    assertThat(again.tactics())
        .extracting(Tactic::id)
        .containsExactlyElementsOf(index.release().tactics().stream().map(Tactic::id).toList());
    assertThat(again.techniques()).hasSize(170);
    for (Technique technique : again.techniques()) {
      Technique before = index.technique(technique.id()).orElseThrow();
      assertThat(technique.fullName()).isEqualTo(before.fullName());
      assertThat(technique.tactics()).containsExactlyInAnyOrderElementsOf(before.tactics());
      assertThat(technique.parent()).isEqualTo(before.parent());
      assertThat(technique.platforms()).isEqualTo(before.platforms());
    }
  }

  private static void comesBack(Release release) {
    ReleaseIndex index = AtlasLibrary.index(release);
    Release again = read(bytes(StixBundle.of(index)), "bundle.json");
    assertThat(again.id()).isEqualTo(release.id());
    ReleaseIndex read = AtlasLibrary.index(again);
    assertThat(ReleaseDiff.between(index, read))
        .as(release.id().tag())
        .filteredOn(change -> change.kind() != Change.Kind.TEXT)
        .isEmpty();
    assertThat(read.objects()).hasSameSizeAs(index.objects());
    for (AtlasObject object : index.objects()) {
      same(object, read.object(object.id()).orElseThrow());
    }
  }

  /// Dates are written for every object, since STIX demands them, and so may come back where the
  /// release had none.
  private static void same(AtlasObject before, AtlasObject after) {
    String text = before.description().isEmpty() ? before.summary() : before.description();
    assertThat(after.description()).as(before.id().value()).isEqualTo(text);
    assertThat(after.fullName()).isEqualTo(before.fullName());
    assertThat(after.references()).isEqualTo(read(before.references()));
    before.dates().created().ifPresent(day -> assertThat(after.dates().created()).contains(day));
    switch (before) {
      case Tactic tactic ->
          assertThat(((Tactic) after).attackReference()).isEqualTo(tactic.attackReference());
      case Technique technique -> {
        assertThat(((Technique) after).tactics()).isEqualTo(technique.tactics());
        assertThat(((Technique) after).platforms()).isEqualTo(technique.platforms());
        assertThat(((Technique) after).maturity()).isEqualTo(technique.maturity());
        assertThat(((Technique) after).attackReference()).isEqualTo(technique.attackReference());
      }
      case Mitigation mitigation -> {
        assertThat(((Mitigation) after).mitigates()).isEqualTo(mitigation.mitigates());
        assertThat(((Mitigation) after).categories()).isEqualTo(mitigation.categories());
        assertThat(((Mitigation) after).lifecyclePhases()).isEqualTo(mitigation.lifecyclePhases());
        assertThat(((Mitigation) after).attackReference()).isEqualTo(mitigation.attackReference());
      }
      case CaseStudy study -> {
        assertThat(((CaseStudy) after).procedure()).isEqualTo(study.procedure());
        assertThat(((CaseStudy) after).type()).isEqualTo(study.type());
        assertThat(((CaseStudy) after).date()).isEqualTo(study.date());
        assertThat(((CaseStudy) after).granularity()).isEqualTo(study.granularity());
        assertThat(((CaseStudy) after).actor()).isEqualTo(study.actor());
        assertThat(((CaseStudy) after).target()).isEqualTo(study.target());
        assertThat(((CaseStudy) after).reporter()).isEqualTo(study.reporter());
      }
    }
  }

  /// A title that only repeats the address says nothing of its own.
  private static List<Reference> read(List<Reference> references) {
    return references.stream()
        .map(reference ->
            reference.title().equals(reference.url())
                ? new Reference(reference.id(), "", reference.url())
                : reference)
        .toList();
  }

  private static Release read(byte[] bytes, String name) {
    ReleaseReader.Read read = new ReleaseReader().read(bytes, name);
    assertThat(read.issues()).noneMatch(issue -> issue.severity() == Issue.Severity.ERROR);
    return read.release().orElseThrow();
  }

  private static byte[] bytes(ObjectNode node) {
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }
}
