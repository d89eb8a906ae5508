package io.sextant.sigma;

import static io.sextant.sigma.IssueLog.quote;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Warns about what a document says about itself and the specification's schemas forbid, and
/// nothing that runs depends on.
final class HeaderChecks {
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern DATE = Pattern.compile("(\\d{4})[-/](\\d{2})[-/](\\d{2})");
  private static final Pattern TAG = Pattern.compile("[a-z0-9_-]+\\.[a-z0-9._-]+");

  /// Namespaces of the specification's appendix, and `atlas`.
  private static final Set<String> NAMESPACES =
      Set.of("attack", "car", "cve", "d3fend", "detection", "stp", "tlp", "atlas");

  private static final List<String> RELATIONS =
      List.of("derived", "obsolete", "merged", "renamed", "similar");

  /// Longest texts, in characters.
  private static final Map<String, Integer> LONGEST =
      Map.of("title", 256, "name", 256, "taxonomy", 256, "description", 65_535);

  /// Lists whose texts must be there once.
  private static final List<String> DISTINCT =
      List.of("tags", "references", "fields", "falsepositives");

  /// Keys of the specification, and some that are known not to be slips.
  private static final Set<String> KEYS =
      Set.of(
          "title",
          "id",
          "name",
          "related",
          "taxonomy",
          "status",
          "description",
          "license",
          "references",
          "reference",
          "author",
          "date",
          "modified",
          "logsource",
          "detection",
          "correlation",
          "filter",
          "fields",
          "falsepositives",
          "level",
          "tags",
          "scope",
          "sigma-version",
          "simulation",
          "regression_tests_path",
          "aliases",
          "custom");

  private final YamlTree.Mapping map;
  private final Keys keys;
  private final IssueLog log;

  HeaderChecks(YamlTree.Mapping map, IssueLog log) {
    this.map = map;
    this.keys = new Keys(map, log);
    this.log = log;
  }

  void run() {
    checkId(keys.text("id"), keys.place("id"));
    checkLengths();
    checkDates();
    checkTags();
    checkDistinct();
    checkRelated();
    checkKeys();
  }

  private void warn(Place place, String message, String hint) {
    log.warning(IssueCode.HEADER_VALUE, place, message, hint);
  }

  private void checkId(String id, Place place) {
    if (!id.isEmpty() && !UUID_FORM.matcher(id).matches()) {
      warn(place, "the id " + quote(id) + " is not a UUID; it is taken as it is", "Use a UUID v4.");
    }
  }

  private void checkLengths() {
    LONGEST.forEach((key, longest) -> {
      int length = keys.text(key).length();
      if (length > longest) {
        warn(
            keys.place(key),
            quote(key) + " has " + length + " characters; at most " + longest + " are allowed",
            "");
      }
    });
  }

  private void checkDates() {
    for (String key : List.of("date", "modified")) {
      String date = keys.text(key);
      if (!date.isEmpty() && !isDate(date)) {
        warn(keys.place(key), quote(date) + " is not a date", "Write it as YYYY-MM-DD.");
      }
    }
  }

  private static boolean isDate(String text) {
    Matcher parts = DATE.matcher(text);
    if (!parts.matches()) {
      return false;
    }
    try {
      LocalDate.of(
          Integer.parseInt(parts.group(1)),
          Integer.parseInt(parts.group(2)),
          Integer.parseInt(parts.group(3)));
      return true;
    } catch (DateTimeException _) {
      return false;
    }
  }

  private void checkTags() {
    for (String tag : keys.texts("tags")) {
      int dot = tag.indexOf('.');
      String namespace = dot < 0 ? tag : tag.substring(0, dot);
      if (!TAG.matcher(tag).matches()) {
        log.warning(
            IssueCode.TAG,
            keys.place("tags"),
            "the tag " + quote(tag) + " does not have the form namespace.name; it is kept as text",
            "Write lower case, as in atlas.aml.t0051.");
      } else if (!NAMESPACES.contains(namespace)) {
        log.warning(
            IssueCode.TAG,
            keys.place("tags"),
            "the tag "
                + quote(tag)
                + " has no known namespace; it is kept as free text and names no technique",
            namespace.contains("atlas") ? "ATLAS ids are written as atlas.aml.t0051." : "");
      }
    }
  }

  private void checkDistinct() {
    for (String key : DISTINCT) {
      Set<String> seen = new HashSet<>();
      for (String text : keys.texts(key)) {
        if (!seen.add(text)) {
          warn(keys.place(key), quote(text) + " stands twice in " + quote(key), "Remove one.");
        }
      }
    }
  }

  private void checkRelated() {
    if (map.get("related").isEmpty()) {
      return;
    }
    YamlTree related = map.get("related").get().value();
    if (!(related instanceof YamlTree.Sequence list)) {
      warn(related.place(), "'related' must be a list of maps, found " + related.kind(), "");
      return;
    }
    for (YamlTree item : list.items()) {
      if (item instanceof YamlTree.Mapping relation) {
        checkRelation(relation);
      } else {
        warn(item.place(), "a relation must be a map, found " + item.kind(), "");
      }
    }
  }

  private void checkRelation(YamlTree.Mapping relation) {
    Keys parts = new Keys(relation, log);
    String type = parts.text("type");
    if (parts.text("id").isEmpty() || type.isEmpty()) {
      warn(relation.place(), "a relation needs 'id' and 'type'", "");
    }
    checkId(parts.text("id"), parts.place("id"));
    if (!type.isEmpty() && !RELATIONS.contains(type)) {
      warn(
          parts.place("type"),
          "unknown relation " + quote(type),
          Suggestion.hint(type, RELATIONS, "Known are " + String.join(", ", RELATIONS) + "."));
    }
  }

  private void checkKeys() {
    TreeSet<String> known = new TreeSet<>(KEYS);
    for (YamlTree.Entry entry : map.entries().values()) {
      if (!KEYS.contains(entry.key())) {
        Suggestion.nearest(entry.key(), known)
            .ifPresent(near ->
                log.warning(
                    IssueCode.UNKNOWN_KEY,
                    entry.keyPlace(),
                    "the key " + quote(entry.key()) + " has no meaning in Sigma",
                    "did you mean '" + near + "'?"));
      }
    }
  }
}
