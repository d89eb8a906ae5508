package io.sextant.core.threat.rule;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/// The rules that ship with Sextant.
public final class BundledApplicability {
  private static final String ROOT = "/io/sextant/rules/";

  private BundledApplicability() {}

  /// The files of the rules, with the maps that their examples are about.
  public static List<RuleReader.Source> sources() {
    return text("applicability.txt")
        .lines()
        .map(name -> new RuleReader.Source("rules/" + name, text(name)))
        .toList();
  }

  private static String text(String name) {
    try (InputStream in = BundledApplicability.class.getResourceAsStream(ROOT + name)) {
      if (in == null) {
        throw new IllegalStateException("the product lacks its resource " + ROOT + name);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
