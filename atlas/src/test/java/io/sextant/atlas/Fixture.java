package io.sextant.atlas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Small release files of our own, one for each shape.
final class Fixture {
  static final String FLAT = "ATLAS-1.0.0-flat.yaml";
  static final String MATRICES = "ATLAS-2.0.1-matrices.yaml";
  static final String V6 = "ATLAS-2030.10-v6.yaml";

  private Fixture() {}

  static byte[] bytes(String name) {
    try (InputStream in = Fixture.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  static ReleaseReader.Read read(String yaml) {
    return new ReleaseReader().read(yaml.getBytes(StandardCharsets.UTF_8), "ATLAS-9.9.9.yaml");
  }

  static Release release(String name) {
    return new ReleaseReader().read(bytes(name), name).release().orElseThrow();
  }
}
