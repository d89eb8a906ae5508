package io.sextant.sigma;

import static io.sextant.sigma.IssueLog.quote;

import io.sextant.sigma.CorrelationRule.Threshold;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/// Reads the `correlation` of a document.
final class CorrelationReader {
  private static final Set<String> KEYS =
      Set.of(
          "type", "rules", "group-by", "timespan", "timeframe", "aliases", "condition", "generate");

  private final YamlTree.Mapping map;
  private final Keys keys;
  private final IssueLog log;

  CorrelationReader(YamlTree.Mapping map, IssueLog log) {
    this.map = map;
    this.keys = new Keys(map, log);
    this.log = log;
  }

  /// Empty when it has errors, which were reported.
  Optional<CorrelationRule> read(RuleHeader header) {
    int errorsBefore = log.errors();
    checkKeys();
    Optional<CorrelationType> type = type();
    List<String> rules = keys.texts("rules");
    if (rules.isEmpty()) {
      missing("rules", "List ids or names of rules, or write 'rules: any'.");
    }
    List<String> groupBy = keys.texts("group-by");
    SequencedMap<String, Map<String, String>> aliases = aliases(rules);
    Optional<Duration> timespan = timespan();
    Threshold threshold = new ThresholdReader(map, type, rules, log).read();
    boolean generate = generate();
    if (log.errors() > errorsBefore || type.isEmpty() || timespan.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new CorrelationRule(
            header, type.get(), rules, groupBy, timespan.get(), aliases, threshold, generate));
  }

  private void checkKeys() {
    for (YamlTree.Entry entry : map.entries().values()) {
      if (!KEYS.contains(entry.key())) {
        log.error(
            IssueCode.UNKNOWN_KEY,
            entry.keyPlace(),
            "unknown key " + quote(entry.key()) + " in a correlation",
            Suggestion.hint(
                entry.key(), KEYS, "Known are " + String.join(", ", new TreeSet<>(KEYS)) + "."));
      }
    }
  }

  private void missing(String key, String hint) {
    log.error(IssueCode.MISSING_KEY, map.place(), "the key " + quote(key) + " is missing", hint);
  }

  private Optional<CorrelationType> type() {
    String text = keys.text("type");
    Optional<CorrelationType> type =
        Arrays.stream(CorrelationType.values()).filter(t -> t.label().equals(text)).findFirst();
    if (type.isPresent()) {
      return type;
    }
    if (text.isEmpty()) {
      missing("type", "");
      return type;
    }
    List<String> known =
        Arrays.stream(CorrelationType.values()).map(CorrelationType::label).toList();
    log.error(
        IssueCode.CORRELATION_TYPE,
        keys.place("type"),
        "unknown correlation type " + quote(text),
        Suggestion.hint(text, known, "Known are " + String.join(", ", known) + "."));
    return type;
  }

  private Optional<Duration> timespan() {
    String key = map.get("timespan").isPresent() ? "timespan" : "timeframe";
    String text = keys.text(key);
    if (text.isEmpty()) {
      missing("timespan", "Add one, such as 'timespan: 5m'.");
      return Optional.empty();
    }
    Optional<Duration> timespan = Timespan.parse(text);
    if (timespan.isEmpty()) {
      log.error(
          IssueCode.TIMESPAN,
          keys.place(key),
          quote(text) + " is no timespan",
          "Write a number and one of s, m, h, d, w, M, y: 90s, 5m, 1d.");
    }
    return timespan;
  }

  private boolean generate() {
    Optional<YamlTree.Entry> entry = map.get("generate");
    if (entry.isEmpty()) {
      return false;
    }
    if (entry.get().value() instanceof YamlTree.Scalar scalar
        && ScalarValue.of(scalar) instanceof ScalarValue.Bool(boolean value)) {
      return value;
    }
    keys.wrongShape(entry.get(), "true or false");
    return false;
  }

  private SequencedMap<String, Map<String, String>> aliases(List<String> rules) {
    SequencedMap<String, Map<String, String>> aliases = new LinkedHashMap<>();
    Optional<YamlTree.Entry> entry = map.get("aliases");
    if (entry.isEmpty()) {
      return aliases;
    }
    if (!(entry.get().value() instanceof YamlTree.Mapping given)) {
      keys.wrongShape(entry.get(), "a map of aliases");
      return aliases;
    }
    for (YamlTree.Entry alias : given.entries().values()) {
      if (alias.value() instanceof YamlTree.Mapping fields) {
        aliases.put(alias.key(), alias(alias, fields, rules));
      } else {
        keys.wrongShape(alias, "a map from rules to fields");
      }
    }
    return aliases;
  }

  private Map<String, String> alias(
      YamlTree.Entry alias, YamlTree.Mapping fields, List<String> rules) {
    Map<String, String> byRule = new LinkedHashMap<>();
    Keys texts = new Keys(fields, log);
    for (YamlTree.Entry field : fields.entries().values()) {
      if (!rules.contains(field.key()) && !rules.equals(List.of(CorrelationRule.ANY))) {
        log.error(
            IssueCode.ALIAS,
            field.keyPlace(),
            "the alias "
                + quote(alias.key())
                + " names the rule "
                + quote(field.key())
                + ", which the correlation does not look at",
            Suggestion.hint(field.key(), rules, "List it under 'rules' by the same name."));
      }
      byRule.put(field.key(), texts.text(field.key()));
    }
    return byRule;
  }
}
