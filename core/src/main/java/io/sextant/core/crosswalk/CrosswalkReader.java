package io.sextant.core.crosswalk;

import io.sextant.core.control.RequirementRef;
import io.sextant.core.document.Issue;
import io.sextant.core.document.IssueLog;
import io.sextant.core.document.Place;
import io.sextant.core.system.Suggestion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads files of frameworks and of edges (`docs/crosswalks.md`): lines of `# key: value`, then
/// rows with tabs between. A row with a mistake is left out; the others count.
public final class CrosswalkReader {
  private static final Pattern HEADER = Pattern.compile("#\\s*([a-z-]+):\\s*(.*)");
  private static final Pattern KEY =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9.-]*)@([A-Za-z0-9][A-Za-z0-9.-]*)");
  private static final List<String> OF_FRAMEWORK =
      List.of("framework", "edition", "title", "publisher", "nature", "terms");
  private static final List<String> OF_EDGES =
      List.of(
          "source",
          "source-edition",
          "date",
          "terms",
          "from",
          "to",
          "relation",
          "confidence",
          "basis");
  private static final List<String> BASES = List.of("published", "judged", "derived");
  private static final int MOST_ROWS = 200_000;
  private static final int LONGEST_ID = 80;

  private final SequencedMap<String, Framework> frameworks = new LinkedHashMap<>();
  private final Map<String, Set<String>> idsOf = new HashMap<>();
  private final List<Edge> edges = new ArrayList<>();
  private final Set<List<Object>> seen = new HashSet<>();
  private final List<Issue> issues = new ArrayList<>();

  private CrosswalkReader() {}

  /// The text of a file by its name.
  public record Source(String name, String text) {}

  /// Reads all together, frameworks before edges.
  public static Crosswalk read(List<Source> sources) {
    CrosswalkReader reader = new CrosswalkReader();
    List<File> files = sources.stream().map(File::of).toList();
    files.stream().filter(File::isFramework).forEach(reader::framework);
    files.stream().filter(file -> !file.isFramework()).forEach(reader::edges);
    return new Crosswalk(reader.frameworks.values(), reader.edges, reader.issues);
  }

  /// A file taken apart.
  private record File(IssueLog log, Map<String, String> head, List<Row> rows) {
    static File of(Source source) {
      IssueLog log = new IssueLog(source.name(), source.text());
      Map<String, String> head = new HashMap<>();
      List<Row> rows = new ArrayList<>();
      int number = 0;
      for (String line : source.text().lines().limit(MOST_ROWS).toList()) {
        number++;
        Matcher header = HEADER.matcher(line);
        if (header.matches()) {
          head.put(header.group(1), header.group(2).strip());
        } else if (!line.isBlank() && !line.startsWith("#")) {
          rows.add(new Row(new Place(number, 1), List.of(line.split("\t", -1))));
        }
      }
      return new File(log, head, rows);
    }

    boolean isFramework() {
      return head.containsKey("framework");
    }

    String value(String key) {
      return head.getOrDefault(key, "");
    }

    /// Whether every head line is there.
    boolean complete(List<String> keys) {
      List<String> missing = keys.stream().filter(key -> value(key).isEmpty()).toList();
      if (!missing.isEmpty()) {
        log.error(
            Codes.HEADER,
            Place.FILE,
            "the head lacks " + String.join(", ", missing),
            "Lines such as '# edition: 2023' before the first row; docs/crosswalks.md shows them.");
      }
      return missing.isEmpty();
    }
  }

  private record Row(Place place, List<String> cells) {
    String cell(int index) {
      return index < cells.size() ? cells.get(index).strip() : "";
    }
  }

  private void framework(File file) {
    Optional<Framework.Nature> nature =
        word(file, "nature", Framework.Nature::of, words(Framework.Nature.values()));
    if (!file.complete(OF_FRAMEWORK) || nature.isEmpty()) {
      issues.addAll(file.log().issues());
      return;
    }
    String id = file.value("framework");
    String edition = file.value("edition");
    if (!KEY.matcher(id + "@" + edition).matches()) {
      file.log().error(Codes.NO_EDITION, Place.FILE, "'" + id + "@" + edition + "' is no name", "");
      issues.addAll(file.log().issues());
      return;
    }
    SequencedMap<String, Requirement> requirements = new LinkedHashMap<>();
    for (Row row : file.rows()) {
      if (row.cell(0).isEmpty() || row.cell(0).length() > LONGEST_ID) {
        file.log().error(Codes.SHAPE, row.place(), "a row is an id, a tab, a title", "");
        continue;
      }
      Requirement requirement =
          new Requirement(new RequirementRef(id, edition, row.cell(0)), row.cell(1));
      if (requirements.putIfAbsent(row.cell(0), requirement) != null) {
        file.log().error(Codes.TWICE, row.place(), "'" + row.cell(0) + "' stands here again", "");
      }
    }
    Framework framework =
        new Framework(
            id,
            edition,
            file.value("title"),
            file.value("publisher"),
            nature.get(),
            file.value("terms"),
            List.copyOf(requirements.values()));
    if (frameworks.putIfAbsent(framework.key(), framework) != null) {
      file.log().error(Codes.TWICE, Place.FILE, "there is a " + framework.key() + " already", "");
    } else {
      idsOf.put(framework.key(), requirements.keySet());
    }
    issues.addAll(file.log().issues());
  }

  private void edges(File file) {
    boolean complete = file.complete(OF_EDGES);
    boolean from = known(file, "from");
    boolean to = known(file, "to");
    Optional<String> basis =
        word(file, "basis", word -> Optional.of(word).filter(BASES::contains), BASES);
    if (complete && from && to && basis.isPresent()) {
      file.rows().forEach(row -> edge(file, row));
    }
    issues.addAll(file.log().issues());
  }

  private boolean known(File file, String key) {
    String name = file.value(key);
    if (!KEY.matcher(name).matches()) {
      file.log()
          .error(
              Codes.NO_EDITION,
              Place.FILE,
              "'" + key + ": " + name + "' names no edition",
              "Ids mean nothing without it: write 'framework@edition'.");
      return false;
    }
    if (!name.startsWith(Crosswalk.ATLAS + "@") && !frameworks.containsKey(name)) {
      file.log()
          .error(
              Codes.UNKNOWN_FRAMEWORK,
              Place.FILE,
              "there is no framework " + name,
              Suggestion.hint(
                  name,
                  frameworks.keySet(),
                  "Known are " + String.join(", ", frameworks.keySet()) + "."));
      return false;
    }
    return true;
  }

  private void edge(File file, Row row) {
    if (row.cells().size() < 2) {
      file.log()
          .error(Codes.SHAPE, row.place(), "a row is 'from', a tab, 'to'", "Put one tab between.");
      return;
    }
    Optional<RequirementRef> from = end(file, row, "from", row.cell(0));
    Optional<RequirementRef> to = end(file, row, "to", row.cell(1));
    Optional<Relation> relation =
        word(file, row, 2, "relation", Relation::of, words(Relation.values()));
    Optional<Confidence> confidence =
        word(file, row, 3, "confidence", Confidence::of, words(Confidence.values()));
    if (from.isEmpty() || to.isEmpty() || relation.isEmpty() || confidence.isEmpty()) {
      return;
    }
    Edge edge =
        new Edge(
            from.get(),
            to.get(),
            relation.get(),
            confidence.get(),
            new Edge.Source(
                file.value("source"),
                file.value("source-edition"),
                file.value("date"),
                file.value("terms"),
                file.value("basis")),
            row.cell(4));
    if (seen.add(List.of(edge.from(), edge.to(), edge.source().title(), edge.by()))) {
      edges.add(edge);
    } else {
      file.log()
          .warning(
              Codes.TWICE,
              row.place(),
              "this source says " + edge.from() + " → " + edge.to() + " already",
              "Keep one of them; the first counts.");
    }
  }

  private Optional<RequirementRef> end(File file, Row row, String key, String id) {
    Matcher name = KEY.matcher(file.value(key));
    Set<String> ids = idsOf.getOrDefault(file.value(key), Set.of());
    boolean atlas = file.value(key).startsWith(Crosswalk.ATLAS + "@");
    if (!name.matches() || (atlas ? !id.startsWith("AML.") : !ids.contains(id))) {
      file.log()
          .error(
              Codes.UNKNOWN_ID,
              row.place(),
              file.value(key) + " has no '" + id + "'",
              Suggestion.hint(id, ids, "An id of another edition may mean something else."));
      return Optional.empty();
    }
    return Optional.of(new RequirementRef(name.group(1), name.group(2), id));
  }

  private <T> Optional<T> word(
      File file, String key, Function<String, Optional<T>> of, List<String> known) {
    Optional<T> found = of.apply(file.value(key));
    if (found.isEmpty() && !file.value(key).isEmpty()) {
      unknown(file, Place.FILE, key, file.value(key), known);
    }
    return found;
  }

  /// The word of a row, or the one of the head when the row has none.
  private <T> Optional<T> word(
      File file,
      Row row,
      int cell,
      String key,
      Function<String, Optional<T>> of,
      List<String> known) {
    String written = row.cell(cell).isEmpty() ? file.value(key) : row.cell(cell);
    Optional<T> found = of.apply(written);
    if (found.isEmpty()) {
      unknown(file, row.place(), key, written, known);
    }
    return found;
  }

  private static void unknown(File file, Place place, String key, String word, List<String> known) {
    file.log()
        .error(
            Codes.UNKNOWN_WORD,
            place,
            "'" + word + "' is no " + key,
            Suggestion.hint(word, known, "Expected one of: " + String.join(", ", known) + "."));
  }

  private static List<String> words(Enum<?>[] values) {
    return Arrays.stream(values)
        .map(each -> each.name().toLowerCase(java.util.Locale.ROOT))
        .toList();
  }
}
