package io.sextant.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that imports is killed at any moment; two processes import at once.
class KilledImportTest {
  private static final long SEED = 20_260_731L;
  private static final ReleaseId TAG = new ReleaseId("2030.10");

  @TempDir private Path folder;

  @Test
  void aKilledImportLeavesOneWholeFile() throws IOException {
    Random random = new Random(SEED);
    for (int round = 0; round < 4; round++) {
      Process writer = writer("Knock", "Ring");
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
        for (int line = 0; line <= random.nextInt(40); line++) {
          assertThat(lines.readLine()).isEqualTo("stored");
        }
      } finally {
        writer.destroyForcibly().onExit().join();
      }
      String stored = Files.readString(folder.resolve("ATLAS-2030.10.yaml"));
      assertThat(stored).isIn(text("Knock"), text("Ring"));
      AtlasLibrary library = AtlasLibrary.open(folder);
      assertThat(library.release(TAG)).isPresent();
      assertThat(library.current().release().id().tag()).isEqualTo("2026.05");
      assertThat(library.problems()).isEmpty();
      assertThat(importAs(library, "Bell")).isInstanceOf(ImportResult.Stored.class);
    }
  }

  @Test
  void twoProcessesWaitForEachOther() throws IOException {
    List<Process> writers = List.of(writer("Knock", "Ring"), writer("Tap", "Shout"));
    try {
      for (Process writer : writers) {
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8));
        for (int line = 0; line < 60; line++) {
          assertThat(lines.readLine()).isEqualTo("stored");
        }
      }
    } finally {
      writers.forEach(writer -> writer.destroyForcibly().onExit().join());
    }
    assertThat(Files.readString(folder.resolve("ATLAS-2030.10.yaml")))
        .isIn(text("Knock"), text("Ring"), text("Tap"), text("Shout"));
  }

  private Process writer(String first, String second) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Writer.class.getName(),
            folder.toString(),
            first,
            second)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String text(String name) {
    return Fixture.text(Fixture.V6).replace("Knock", name);
  }

  private static ImportResult importAs(AtlasLibrary library, String name) {
    return library.importRelease(
        text(name).getBytes(StandardCharsets.UTF_8), "ATLAS-2030.10.yaml", Optional.empty(), true);
  }

  /// Imports two editions in turn until it is killed.
  static final class Writer {
    private Writer() {}

    public static void main(String... arguments) {
      AtlasLibrary library = AtlasLibrary.open(Path.of(arguments[0]));
      for (int round = 0; ; round++) {
        switch (importAs(library, arguments[1 + round % 2])) {
          case ImportResult.Stored _, ImportResult.Unchanged _ -> System.out.println("stored");
          case ImportResult.Conflict _, ImportResult.Refused _ -> System.out.println("refused");
        }
      }
    }
  }
}
