package io.sextant.sigma;

import static io.sextant.sigma.IssueLog.quote;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The part after `|` in a condition of Sigma 1, as in `selection | count(user) by host > 5`: read
/// as a correlation over the rule.
record LegacyAggregation(
    CorrelationType type,
    List<String> fields,
    List<String> groupBy,
    CorrelationRule.Bound bound,
    Duration timeframe) {
  private static final Pattern COUNT =
      Pattern.compile(
          "\\s*count\\(\\s*([^)\\s]*)\\s*\\)\\s*(?:by\\s+([^<>=!]+?))?\\s*(>=|<=|==|=|>|<)\\s*(\\d{1,15})\\s*");

  /// What the rule's own events are called in the correlation that replaces it.
  private static final String EVENTS_SUFFIX = "#events";

  /// The condition before the first `|`.
  static String withoutPipe(String condition) {
    int pipe = condition.indexOf('|');
    return pipe < 0 ? condition : condition.substring(0, pipe);
  }

  /// The aggregation of the conditions, when there is one; reports what cannot be mapped.
  static Optional<LegacyAggregation> find(
      List<YamlTree.Scalar> conditions, YamlTree.Mapping body, IssueLog log) {
    Optional<YamlTree.Scalar> piped =
        conditions.stream().filter(condition -> condition.text().indexOf('|') >= 0).findFirst();
    if (piped.isEmpty()) {
      return Optional.empty();
    }
    YamlTree.Scalar condition = piped.get();
    String pipe = condition.text().substring(condition.text().indexOf('|') + 1);
    Matcher count = COUNT.matcher(pipe);
    Optional<Duration> timeframe = Timespan.parse(new Keys(body, log).text("timeframe"));
    if (!count.matches() || conditions.size() > 1) {
      refuse(
          condition,
          log,
          "the aggregation " + quote(pipe.strip()) + " cannot be evaluated exactly",
          "Only count() and count(field) can be read; write a correlation rule instead.");
      return Optional.empty();
    }
    if (timeframe.isEmpty()) {
      refuse(
          condition, log, "the aggregation has no timeframe", "Add one, such as 'timeframe: 5m'.");
      return Optional.empty();
    }
    LegacyAggregation aggregation = of(count, timeframe.get());
    log.warning(
        IssueCode.LEGACY_MAPPED,
        condition.place(),
        "the aggregation of Sigma 1 is read as a correlation of type "
            + aggregation.type.label()
            + " over "
            + timeframe.get(),
        "Write a correlation rule.");
    return Optional.of(aggregation);
  }

  private static LegacyAggregation of(Matcher count, Duration timeframe) {
    String field = count.group(1);
    String by = count.group(2) == null ? "" : count.group(2);
    return new LegacyAggregation(
        field.isEmpty() ? CorrelationType.EVENT_COUNT : CorrelationType.VALUE_COUNT,
        field.isEmpty() ? List.of() : List.of(field),
        Arrays.stream(by.split("[,\\s]+")).filter(text -> !text.isEmpty()).toList(),
        new CorrelationRule.Bound(
            QuotedComparison.comparison(count.group(3)), Long.parseLong(count.group(4))),
        timeframe);
  }

  private static void refuse(YamlTree.Scalar condition, IssueLog log, String message, String hint) {
    log.error(IssueCode.LEGACY_REFUSED, condition.place(), message, hint);
  }

  /// The rule for the events, and the correlation that has the rule's name.
  List<SigmaDocument> documents(
      RuleHeader header, SequencedMap<String, Selection> selections, List<Condition> conditions) {
    RuleId events = new RuleId(header.id().value() + EVENTS_SUFFIX);
    return List.of(
        new DetectionRule(header.withId(events), selections, conditions),
        new CorrelationRule(
            header,
            type,
            List.of(events.value()),
            groupBy,
            timeframe,
            new LinkedHashMap<>(),
            fields,
            List.of(bound),
            false));
  }
}
