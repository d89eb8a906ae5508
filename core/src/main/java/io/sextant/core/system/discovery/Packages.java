package io.sextant.core.system.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.core.system.ComponentKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What packages say of a system that depends on them: `packages.tsv`.
final class Packages {
  private static final String FILE = "packages.tsv";

  private final Map<String, Meaning> exact = new HashMap<>();
  private final List<Map.Entry<String, Meaning>> beginnings = new ArrayList<>();

  /// @param title what is proposed, for people
  record Meaning(ComponentKind kind, String title) {}

  Packages() {
    for (String line : text().lines().toList()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] cells = line.split("\t", -1);
      Meaning meaning = new Meaning(ComponentKind.of(cells[0]).orElseThrow(), cells[1]);
      for (String name : cells[2].split(", ")) {
        if (name.endsWith("*")) {
          beginnings.add(Map.entry(name.substring(0, name.length() - 1), meaning));
        } else {
          exact.put(name, meaning);
        }
      }
    }
  }

  /// What depending on a package says; names are compared as package indexes do.
  Optional<Meaning> of(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replace('_', '-');
    return Optional.ofNullable(exact.get(plain))
        .or(() ->
            beginnings.stream()
                .filter(each -> plain.startsWith(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst());
  }

  private static String text() {
    try (InputStream in = Packages.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("the product lacks " + FILE);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
