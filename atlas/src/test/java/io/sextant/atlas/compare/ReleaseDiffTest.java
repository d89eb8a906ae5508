package io.sextant.atlas.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.atlas.AtlasId;
import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.ReleaseReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class ReleaseDiffTest {
  @Test
  void theBuiltInReleasesDifferInMaturityAndOneSpelling() {
    AtlasLibrary library = AtlasLibrary.builtIn();
    List<Change> changes =
        ReleaseDiff.between(
            library.release(new ReleaseId("5.6.1")).orElseThrow(),
            library.release(new ReleaseId("2026.05")).orElseThrow());
    assertThat(counts(changes))
        .containsEntry(Change.Kind.MATURITY_DOWN, 6)
        .containsEntry(Change.Kind.RESPELLED_NAME, 1)
        .doesNotContainKeys(Change.Kind.ADDED, Change.Kind.REMOVED, Change.Kind.TEXT);
  }

  @Test
  void aReleaseDoesNotDifferFromItself() {
    ReleaseIndex index = AtlasLibrary.builtIn().current();
    assertThat(ReleaseDiff.between(index, index)).isEmpty();
  }

  @Test
  void everyChangeBackwardsIsItsOpposite() {
    AtlasLibrary library = AtlasLibrary.builtIn();
    ReleaseIndex old = library.release(new ReleaseId("5.6.1")).orElseThrow();
    ReleaseIndex now = library.release(new ReleaseId("2026.05")).orElseThrow();
    assertThat(counts(ReleaseDiff.between(now, old)).get(Change.Kind.MATURITY_UP))
        .isEqualTo(counts(ReleaseDiff.between(old, now)).get(Change.Kind.MATURITY_DOWN));
  }

  @Test
  void comparesTheTextsOfOfficialReleases() throws IOException {
    Map<Change.Kind, Integer> counts =
        counts(ReleaseDiff.between(official("5.6.1"), official("2026.05")));
    assertThat(counts)
        .containsEntry(Change.Kind.TEXT, 19)
        .containsEntry(Change.Kind.MATURITY_DOWN, 6)
        .doesNotContainKeys(Change.Kind.ADDED, Change.Kind.REMOVED, Change.Kind.RENAMED);
  }

  @Test
  void tellsWordingFromRenamingAndNamesSuccessors() throws IOException {
    assertThat(counts(ReleaseDiff.between(official("4.5.2"), official("4.9.1"))))
        .containsEntry(Change.Kind.REWORDED_NAME, 33)
        .containsEntry(Change.Kind.RENAMED, 10);
    assertThat(ReleaseDiff.between(official("4.4.0"), official("4.5.2")))
        .filteredOn(change -> change.kind() == Change.Kind.REMOVED)
        .singleElement()
        .satisfies(
            change -> assertThat(change.successor().map(AtlasId::value)).contains("AML.T0048.004"));
  }

  private static Map<Change.Kind, Integer> counts(List<Change> changes) {
    Map<Change.Kind, Integer> counts = new EnumMap<>(Change.Kind.class);
    changes.forEach(change -> counts.merge(change.kind(), 1, Integer::sum));
    return counts;
  }

  private static ReleaseIndex official(String tag) throws IOException {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path file = at.resolve("shared/data/atlas/ATLAS-" + tag + ".yaml");
      if (Files.exists(file)) {
        return AtlasLibrary.index(
            new ReleaseReader()
                .read(Files.readAllBytes(file), file.toString())
                .release()
                .orElseThrow());
      }
    }
    Assumptions.abort("the official release " + tag + " is not at hand");
    throw new AssertionError();
  }
}
