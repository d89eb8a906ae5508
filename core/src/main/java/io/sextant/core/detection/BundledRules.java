package io.sextant.core.detection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/// The rules that come with Sextant.
public final class BundledRules {
  private static final String FOLDER = "/io/sextant/rules/";
  private static final String INDEX = "index.txt";

  private BundledRules() {}

  /// All files, in the order of their names.
  public static List<RuleFile> files() {
    return text(INDEX)
        .lines()
        .filter(name -> !name.isBlank())
        .map(name -> new RuleFile(name, text(name)))
        .toList();
  }

  private static String text(String name) {
    try (InputStream in = BundledRules.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException("the product lacks its rule file " + name);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
