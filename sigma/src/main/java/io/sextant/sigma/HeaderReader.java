package io.sextant.sigma;

import static io.sextant.sigma.IssueLog.quote;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Reads what a document says about itself.
final class HeaderReader {
  private static final int MAX_TITLE = 256;
  private static final List<String> STATUSES =
      List.of("stable", "test", "experimental", "deprecated", "unsupported");
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern DATE = Pattern.compile("\\d{4}[-/]\\d{2}[-/]\\d{2}");
  private static final Pattern TAG = Pattern.compile("[a-z0-9_-]+\\.[a-z0-9._-]+");

  /// Namespaces of the specification's appendix, and `atlas`.
  private static final Set<String> NAMESPACES =
      Set.of("attack", "car", "cve", "d3fend", "detection", "stp", "tlp", "atlas");

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
          "simulation",
          "regression_tests_path",
          "aliases",
          "custom",
          "action");

  private final YamlTree.Mapping map;
  private final Keys keys;
  private final IssueLog log;

  HeaderReader(YamlTree.Mapping map, IssueLog log) {
    this.map = map;
    this.keys = new Keys(map, log);
    this.log = log;
  }

  /// @param needsLogSource whether a log source must be there
  RuleHeader read(boolean needsLogSource) {
    String title = keys.text("title");
    if (title.isEmpty()) {
      log.error(IssueCode.MISSING_KEY, map.place(), "the key 'title' is missing", "Add a title.");
    } else if (title.length() > MAX_TITLE) {
      warn("title", "the title has " + title.length() + " characters; at most 256 are allowed", "");
    }
    String name = keys.text("name");
    String id = id();
    checkDates();
    checkTags();
    checkKeys();
    return new RuleHeader(
        new RuleId(id.isEmpty() ? (name.isEmpty() ? title : name) : id),
        name,
        title,
        status(),
        level(),
        keys.text("description"),
        keys.text("author"),
        keys.text("date"),
        keys.texts("tags"),
        keys.texts("references"),
        keys.texts("falsepositives"),
        needsLogSource ? logSource() : LogSource.ANY,
        log.file(),
        map.place().line());
  }

  private void warn(String key, String message, String hint) {
    log.warning(IssueCode.HEADER_VALUE, keys.place(key), message, hint);
  }

  private String id() {
    String id = keys.text("id");
    if (!id.isEmpty() && !UUID_FORM.matcher(id).matches()) {
      warn("id", "the id " + quote(id) + " is not a UUID; it is taken as it is", "Use a UUID v4.");
    }
    return id;
  }

  private String status() {
    String status = keys.text("status");
    if (!status.isEmpty() && !STATUSES.contains(status)) {
      warn(
          "status",
          "unknown status " + quote(status),
          Suggestion.hint(status, STATUSES, "Known are " + String.join(", ", STATUSES) + "."));
    }
    return status;
  }

  private Level level() {
    String text = keys.text("level");
    if (text.isEmpty()) {
      return Level.MEDIUM;
    }
    Optional<Level> level =
        Arrays.stream(Level.values())
            .filter(l -> l.name().toLowerCase(Locale.ROOT).equals(text))
            .findFirst();
    if (level.isEmpty()) {
      List<String> known =
          Arrays.stream(Level.values()).map(l -> l.name().toLowerCase(Locale.ROOT)).toList();
      log.error(
          IssueCode.HEADER_VALUE,
          keys.place("level"),
          "unknown level " + quote(text),
          Suggestion.hint(text, known, "Known are " + String.join(", ", known) + "."));
    }
    return level.orElse(Level.MEDIUM);
  }

  private void checkDates() {
    for (String key : List.of("date", "modified")) {
      String date = keys.text(key);
      if (!date.isEmpty() && !DATE.matcher(date).matches()) {
        warn(key, quote(date) + " is not a date", "Write it as YYYY-MM-DD.");
      }
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

  private void checkKeys() {
    for (YamlTree.Entry entry : map.entries().values()) {
      if (!KEYS.contains(entry.key())) {
        Suggestion.nearest(entry.key(), new TreeSet<>(KEYS))
            .ifPresent(near ->
                log.warning(
                    IssueCode.UNKNOWN_KEY,
                    entry.keyPlace(),
                    "the key " + quote(entry.key()) + " has no meaning in Sigma",
                    "did you mean '" + near + "'?"));
      }
    }
  }

  private LogSource logSource() {
    Optional<YamlTree.Mapping> source =
        keys.requiredMap("logsource", "State category, product or service.");
    if (source.isEmpty()) {
      return LogSource.ANY;
    }
    Keys parts = new Keys(source.get(), log);
    LogSource read =
        new LogSource(parts.text("category"), parts.text("product"), parts.text("service"));
    if (read.equals(LogSource.ANY)) {
      log.warning(
          IssueCode.HEADER_VALUE,
          source.get().place(),
          "the log source states neither category, product nor service; every event is tried",
          "State at least one.");
    }
    return read;
  }
}
