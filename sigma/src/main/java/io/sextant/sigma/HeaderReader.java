package io.sextant.sigma;

import static io.sextant.sigma.IssueLog.quote;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads what a document says about itself.
final class HeaderReader {
  private static final List<String> STATUSES =
      List.of("stable", "test", "experimental", "deprecated", "unsupported");

  private final YamlTree.Mapping map;
  private final Keys keys;
  private final IssueLog log;

  HeaderReader(YamlTree.Mapping map, IssueLog log) {
    this.map = map;
    this.keys = new Keys(map, log);
    this.log = log;
  }

  /// @param needsLogSource whether a log source must be there
  /// @param idSuffix what sets the rule apart from others of its file with the same id
  RuleHeader read(boolean needsLogSource, String idSuffix) {
    String title = keys.text("title");
    if (title.isEmpty()) {
      log.error(IssueCode.MISSING_KEY, map.place(), "the key 'title' is missing", "Add a title.");
    }
    String name = keys.text("name");
    String id = keys.text("id");
    new HeaderChecks(map, log).run();
    return new RuleHeader(
        new RuleId((id.isEmpty() ? (name.isEmpty() ? title : name) : id) + idSuffix),
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
