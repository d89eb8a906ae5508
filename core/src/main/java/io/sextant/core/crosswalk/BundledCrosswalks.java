package io.sextant.core.crosswalk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/// The frameworks and edges that ship with Sextant.
public final class BundledCrosswalks {
  private static final String ROOT = "/io/sextant/crosswalks/";

  private BundledCrosswalks() {}

  public static List<CrosswalkReader.Source> sources() {
    return text("index.txt")
        .lines()
        .map(name -> new CrosswalkReader.Source(name, text(name)))
        .toList();
  }

  private static String text(String name) {
    try (InputStream in = BundledCrosswalks.class.getResourceAsStream(ROOT + name)) {
      if (in == null) {
        throw new IllegalStateException("the product lacks its resource " + ROOT + name);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
