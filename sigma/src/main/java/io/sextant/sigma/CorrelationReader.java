package io.sextant.sigma;

import static io.sextant.sigma.IssueLog.quote;

import io.sextant.sigma.CorrelationRule.Bound;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
  private static final Set<String> NUMERIC_TYPES =
      Set.of("value_sum", "value_avg", "value_percentile", "value_median");

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
      missing("rules", "List ids or names of rules.");
    }
    List<String> groupBy = keys.texts("group-by");
    SequencedMap<String, Map<String, String>> aliases = aliases(rules);
    Optional<Duration> timespan = timespan();
    List<String> fields = new ArrayList<>();
    List<Bound> bounds = bounds(fields);
    type.ifPresent(known -> checkCondition(known, fields, bounds));
    boolean generate = generate();
    if (log.errors() > errorsBefore || type.isEmpty() || timespan.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new CorrelationRule(
            header, type.get(), rules, groupBy, timespan.get(), aliases, fields, bounds, generate));
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
        NUMERIC_TYPES.contains(text)
            ? "correlations of type " + quote(text) + " cannot be evaluated yet"
            : "unknown correlation type " + quote(text),
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
      if (!rules.contains(field.key())) {
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

  private List<Bound> bounds(List<String> fields) {
    Optional<YamlTree.Entry> entry = map.get("condition");
    if (entry.isEmpty()) {
      return List.of();
    }
    if (!(entry.get().value() instanceof YamlTree.Mapping condition)) {
      log.error(
          IssueCode.CORRELATION_CONDITION,
          entry.get().value().place(),
          "the condition of a correlation must be a map of comparisons, found "
              + entry.get().value().kind(),
          "Write, for example, 'gte: 5' under it.");
      return List.of();
    }
    List<Bound> bounds = new ArrayList<>();
    for (YamlTree.Entry part : condition.entries().values()) {
      if (part.key().equals("field")) {
        fields.addAll(new Keys(condition, log).texts("field"));
      } else {
        bound(part).ifPresent(bounds::add);
      }
    }
    return bounds;
  }

  private Optional<Bound> bound(YamlTree.Entry part) {
    Optional<Comparison> comparison =
        Arrays.stream(Comparison.values()).filter(c -> c.label().equals(part.key())).findFirst();
    if (comparison.isEmpty()) {
      List<String> known =
          Arrays.stream(Comparison.values()).map(c -> c.name().toLowerCase(Locale.ROOT)).toList();
      log.error(
          IssueCode.CORRELATION_CONDITION,
          part.keyPlace(),
          "unknown comparison " + quote(part.key()),
          Suggestion.hint(part.key(), known, "Known are " + String.join(", ", known) + "."));
      return Optional.empty();
    }
    if (part.value() instanceof YamlTree.Scalar scalar
        && ScalarValue.of(scalar) instanceof ScalarValue.Numeric(BigDecimal value)
        && value.stripTrailingZeros().scale() <= 0
        && value.precision() <= 15
        && value.signum() >= 0) {
      return Optional.of(new Bound(comparison.get(), value.longValue()));
    }
    log.error(
        IssueCode.CORRELATION_CONDITION,
        part.value().place(),
        quote(part.key()) + " needs a whole number from 0 on",
        "");
    return Optional.empty();
  }

  private void checkCondition(CorrelationType type, List<String> fields, List<Bound> bounds) {
    boolean counts = type == CorrelationType.EVENT_COUNT || type == CorrelationType.VALUE_COUNT;
    if (counts && bounds.isEmpty()) {
      conditionError("a correlation of type " + type.label() + " needs a comparison", "gte: 5");
    }
    if (type == CorrelationType.VALUE_COUNT && fields.isEmpty()) {
      conditionError("a correlation of type value_count needs a field", "field: user.name");
    }
    if (type != CorrelationType.VALUE_COUNT && !fields.isEmpty()) {
      conditionError("'field' has no meaning for type " + type.label(), "use value_count");
    }
    boolean ordered = type == CorrelationType.TEMPORAL_ORDERED;
    if (ordered && !bounds.isEmpty()) {
      conditionError(
          "a correlation of type temporal_ordered takes no comparison: every rule must occur",
          "remove the condition");
    }
  }

  private void conditionError(String message, String example) {
    log.error(
        IssueCode.CORRELATION_CONDITION,
        keys.place("condition"),
        message,
        "For example: " + example);
  }
}
