package io.sextant.core.system.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.core.system.ComponentKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What words say of a component's kind. The words are in `kind-words.tsv`: kind, then whole types
/// as formats write them, then words in names.
final class KindWords {
  private static final Pattern BETWEEN = Pattern.compile("[^a-z0-9]+");
  private static final List<Row> ROWS = load();

  private KindWords() {}

  /// @param from the word that told
  record Guessed(ComponentKind kind, String from) {}

  private record Row(ComponentKind kind, Set<String> types, Pattern names) {}

  /// What types say, each as its format writes it (`ai:llm`, `vector-database`).
  static List<ComponentKind> ofTypes(List<String> types) {
    Set<ComponentKind> kinds = new LinkedHashSet<>();
    for (String type : types) {
      String plain = plain(type);
      String last =
          plain(type.substring(Math.max(type.lastIndexOf(':'), type.lastIndexOf('.')) + 1));
      ROWS.stream()
          .filter(row -> row.types.contains(plain) || row.types.contains(last))
          .forEach(row -> kinds.add(row.kind));
    }
    return List.copyOf(kinds);
  }

  /// What a name suggests: the kind whose word stands in it, the first of the table.
  static Optional<Guessed> ofName(String name) {
    String plain = " " + plain(name) + " ";
    for (Row row : ROWS) {
      Matcher found = row.names.matcher(plain);
      if (found.find()) {
        return Optional.of(new Guessed(row.kind, found.group().strip()));
      }
    }
    return Optional.empty();
  }

  /// Lower case words with single blanks between them; camel case is split.
  private static String plain(String text) {
    String split = text.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ");
    return BETWEEN.matcher(split.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
  }

  private static List<Row> load() {
    try (InputStream in = KindWords.class.getResourceAsStream("kind-words.tsv")) {
      if (in == null) {
        throw new IllegalStateException("the product lacks kind-words.tsv");
      }
      List<Row> rows = new ArrayList<>();
      for (String line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          String[] cells = line.split("\t", -1);
          String names = cells[2].isBlank() ? "(?!)" : " (" + cells[2].replace(", ", "|") + ")s? ";
          rows.add(
              new Row(
                  ComponentKind.of(cells[0]).orElseThrow(),
                  Set.of(cells[1].isBlank() ? new String[0] : cells[1].split(", ")),
                  Pattern.compile(names)));
        }
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
