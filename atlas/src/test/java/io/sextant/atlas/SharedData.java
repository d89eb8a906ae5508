package io.sextant.atlas;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/// Finds the official ATLAS files that lie beside a checkout, in `../shared/data/atlas`. They are
/// not part of the repository; a test that needs them is skipped without them.
public final class SharedData {
  private SharedData() {}

  public static Path atlas() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isDirectory(folder.resolve("../shared/data/atlas"))) {
      folder = folder.getParent();
    }
    assumeTrue(folder != null, "no ../shared/data/atlas beside the repository");
    return folder == null ? Path.of("") : folder.resolve("../shared/data/atlas").normalize();
  }
}
