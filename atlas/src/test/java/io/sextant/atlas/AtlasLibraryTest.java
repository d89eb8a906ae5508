package io.sextant.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtlasLibraryTest {
  private static final ReleaseId TAG = new ReleaseId("2030.10");

  @TempDir private Path folder;

  @Test
  void knowsTheBuiltInReleasesNewestFirst() {
    AtlasLibrary library = AtlasLibrary.open(folder.resolve("not-there-yet"));
    assertThat(library.releases()).extracting(ReleaseId::tag).containsExactly("2026.05", "5.6.1");
    assertThat(library.current().release().id().tag()).isEqualTo("2026.05");
    assertThat(library.release(new ReleaseId("1.2.3"))).isEmpty();
  }

  @Test
  void storesTheOriginalFileAndNothingElse() throws IOException {
    AtlasLibrary library = AtlasLibrary.open(folder);
    ImportResult result = store(library, bytes(), false);
    assertThat(result).isInstanceOf(ImportResult.Stored.class);
    assertThat(folder).isDirectoryContaining("glob:**ATLAS-2030.10.yaml");
    try (var files = Files.list(folder)) {
      assertThat(files)
          .extracting(file -> String.valueOf(file.getFileName()))
          .containsExactlyInAnyOrder("ATLAS-2030.10.yaml", "current", ".lock");
    }
    assertThat(folder.resolve("ATLAS-2030.10.yaml")).hasBinaryContent(bytes());
    assertThat(library.releases().getFirst()).isEqualTo(TAG);
    assertThat(library.current().release().id().tag()).isEqualTo("2026.05");
    assertThat(library.makeCurrent(TAG)).isTrue();
    assertThat(library.current().release().id()).isEqualTo(TAG);
    assertThat(AtlasLibrary.open(folder).current().release().id()).isEqualTo(TAG);
  }

  @Test
  void isImmutableUnlessToldOtherwise() throws IOException {
    AtlasLibrary library = AtlasLibrary.open(folder);
    store(library, bytes(), false);
    byte[] other =
        Fixture.text(Fixture.V6).replace("Knock", "Ring").getBytes(StandardCharsets.UTF_8);

    assertThat(store(library, bytes(), false)).isInstanceOf(ImportResult.Unchanged.class);
    ImportResult conflict = store(library, other, false);
    assertThat(conflict).isInstanceOf(ImportResult.Conflict.class);
    assertThat(conflict.issues()).extracting(Issue::code).contains("SX-ATLAS-020");
    assertThat(folder.resolve("ATLAS-2030.10.yaml")).hasBinaryContent(bytes());

    assertThat(store(library, other, true))
        .isInstanceOfSatisfying(
            ImportResult.Stored.class, stored -> assertThat(stored.replaced()).isTrue());
    assertThat(library.release(TAG).orElseThrow().lookup("Ring")).isInstanceOf(Lookup.Found.class);
  }

  @Test
  void prefersAnImportedReleaseAndGivesItOurSummaries() {
    AtlasLibrary library = AtlasLibrary.open(folder);
    library.importRelease(bytes(), "x.yaml", Optional.of(new ReleaseId("2026.05")), false);
    Release release = library.release(new ReleaseId("2026.05")).orElseThrow().release();
    assertThat(release.origin()).isEqualTo(Release.Origin.IMPORTED);
    assertThat(release.techniques().getFirst().description()).startsWith("Reads.");
    assertThat(release.techniques().getFirst().summary()).isNotBlank();
    assertThat(library.releases()).extracting(ReleaseId::tag).containsExactly("2026.05", "5.6.1");
  }

  @Test
  void givesNoSummaryWhereAnIdMeantSomethingElse() {
    AtlasLibrary library = AtlasLibrary.open(folder);
    byte[] file =
        Fixture.text(Fixture.FLAT)
            .replace("AML.T0001", "AML.T0053")
            .getBytes(StandardCharsets.UTF_8);
    TechniqueId id = new TechniqueId("AML.T0053");
    for (String tag : new String[] {"4.9.1", "5.1.0"}) {
      library.importRelease(file, "x.yaml", Optional.of(new ReleaseId(tag)), false);
      String summary =
          library.release(new ReleaseId(tag)).orElseThrow().technique(id).orElseThrow().summary();
      assertThat(summary.isEmpty()).as(tag).isEqualTo(tag.equals("4.9.1"));
    }
  }

  @Test
  void refusesABrokenFileAndStoresNothing() {
    AtlasLibrary library = AtlasLibrary.open(folder.resolve("releases"));
    ImportResult result = store(library, "a: [".getBytes(StandardCharsets.UTF_8), false);
    assertThat(result).isInstanceOf(ImportResult.Refused.class);
    assertThat(folder.resolve("releases")).doesNotExist();
  }

  @Test
  void livesOnWhenAStoredFileIsDamaged() throws IOException {
    Files.writeString(folder.resolve("ATLAS-2031.01.yaml"), "tactics: [");
    Files.writeString(folder.resolve("ATLAS-2026.05.yaml"), "tactics: [");
    Files.writeString(folder.resolve(".ATLAS-2032.01.yaml.1.part"), "half");
    AtlasLibrary library = AtlasLibrary.open(folder);
    assertThat(library.current().release().id().tag()).isEqualTo("2026.05");
    assertThat(library.current().release().origin()).isEqualTo(Release.Origin.BUILT_IN);
    assertThat(library.problems()).extracting(Issue::code).containsOnly("SX-ATLAS-002");
    assertThat(library.problems())
        .extracting(Issue::file)
        .anyMatch(f -> f.endsWith("ATLAS-2031.01.yaml"));
  }

  @Test
  void seesWhatAnotherProcessImports() {
    AtlasLibrary mine = AtlasLibrary.open(folder);
    assertThat(mine.release(TAG)).isEmpty();
    store(AtlasLibrary.open(folder), bytes(), false);
    assertThat(mine.release(TAG)).isPresent();
  }

  @Test
  void makesOnlyAReleaseCurrentThatIsThere() throws IOException {
    AtlasLibrary library = AtlasLibrary.open(folder);
    assertThat(library.makeCurrent(new ReleaseId("5.6.1"))).isTrue();
    assertThat(library.current().release().id().tag()).isEqualTo("5.6.1");
    assertThat(library.makeCurrent(TAG)).isFalse();
    assertThat(library.current().release().id().tag()).isEqualTo("5.6.1");
    Files.writeString(folder.resolve("current"), "../../etc/passwd\n");
    assertThat(library.current().release().id().tag()).isEqualTo("2026.05");
    Files.writeString(folder.resolve("current"), "9999.99\n");
    assertThat(library.current().release().id().tag()).isEqualTo("2026.05");
  }

  @Test
  void removesWhatKilledWritersLeft() throws IOException {
    Path draft = Files.writeString(folder.resolve(".ATLAS-123.part"), "half a rel");
    store(AtlasLibrary.open(folder), bytes(), false);
    assertThat(draft).doesNotExist();
  }

  @Test
  void refusesASecondWriterOfTheSameProcess() throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      ImportResult result = store(AtlasLibrary.open(folder), bytes(), false);
      assertThat(result).isInstanceOf(ImportResult.Refused.class);
      assertThat(result.issues()).extracting(Issue::code).contains("SX-ATLAS-025");
    }
    assertThat(folder.resolve("ATLAS-2030.10.yaml")).doesNotExist();
    assertThat(store(AtlasLibrary.open(folder), bytes(), false))
        .isInstanceOf(ImportResult.Stored.class);
  }

  private static byte[] bytes() {
    return Fixture.bytes(Fixture.V6);
  }

  private static ImportResult store(AtlasLibrary library, byte[] bytes, boolean replace) {
    return library.importRelease(bytes, "ATLAS-2030.10.yaml", Optional.empty(), replace);
  }
}
