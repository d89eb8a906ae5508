package io.sextant.sigma;

import static io.sextant.sigma.IssueLog.quote;

import io.sextant.sigma.CorrelationRule.Bound;
import io.sextant.sigma.CorrelationRule.Threshold;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The part after `|` in a condition of Sigma 1, as in `selection | count(user) by host > 5` or
/// `selection | near other and not third`: read as a correlation over the rule.
record LegacyAggregation(
    CorrelationType type,
    List<String> groupBy,
    Threshold threshold,
    Set<String> near,
    Duration timeframe) {
  private static final Pattern AGGREGATE =
      Pattern.compile(
          "\\s*(count|sum|avg|min|max)\\(\\s*([^)\\s]*)\\s*\\)\\s*(?:by\\s+([^<>=!]+?))?"
              + "\\s*(>=|<=|==|!=|=|>|<)\\s*(-?\\d{1,15}(?:\\.\\d{1,15})?)\\s*");

  private static final Pattern NEAR = Pattern.compile("\\s*near\\s+(.+)", Pattern.DOTALL);

  /// What the rule's own events are called in the correlation that replaces it.
  private static final String EVENTS_SUFFIX = "#events";

  /// What comes between the name of the rule and that of a selection that must be near.
  private static final String NEAR_INFIX = "#near-";

  /// The condition before the first `|`.
  static String withoutPipe(String condition) {
    int pipe = condition.indexOf('|');
    return pipe < 0 ? condition : condition.substring(0, pipe);
  }

  /// The aggregation of the conditions, when there is one; reports what cannot be mapped.
  ///
  /// @param selections the names of the rule's selections
  static Optional<LegacyAggregation> find(
      List<YamlTree.Scalar> conditions,
      YamlTree.Mapping body,
      Set<String> selections,
      IssueLog log) {
    Optional<YamlTree.Scalar> piped =
        conditions.stream().filter(condition -> condition.text().indexOf('|') >= 0).findFirst();
    if (piped.isEmpty()) {
      return Optional.empty();
    }
    YamlTree.Scalar condition = piped.get();
    Optional<Duration> timeframe = Timespan.parse(new Keys(body, log).text("timeframe"));
    if (timeframe.isEmpty()) {
      refuse(
          condition, log, "the aggregation has no timeframe", "Add one, such as 'timeframe: 5m'.");
      return Optional.empty();
    }
    if (conditions.size() > 1) {
      refuse(
          condition,
          log,
          "an aggregation stands beside other conditions",
          "Write a correlation rule, and a rule for each condition.");
      return Optional.empty();
    }
    Optional<LegacyAggregation> aggregation = of(condition, timeframe.get(), selections, log);
    aggregation.ifPresent(read ->
        log.warning(
            IssueCode.LEGACY_MAPPED,
            condition.place(),
            "the aggregation of Sigma 1 is read as a correlation of type "
                + read.type.label()
                + " over "
                + timeframe.get(),
            "Write a correlation rule."));
    return aggregation;
  }

  private static Optional<LegacyAggregation> of(
      YamlTree.Scalar condition, Duration timeframe, Set<String> selections, IssueLog log) {
    int pipe = condition.text().indexOf('|');
    String text = condition.text().substring(pipe + 1);
    Matcher near = NEAR.matcher(text);
    if (near.matches()) {
      Place place = condition.place().right((condition.plain() ? 0 : 1) + pipe + 1);
      return ConditionParser.parse(near.group(1), place.right(near.start(1)), selections, log)
          .map(parsed -> near(parsed, timeframe));
    }
    Matcher aggregate = AGGREGATE.matcher(text);
    if (aggregate.matches()) {
      Optional<LegacyAggregation> read = aggregate(aggregate, timeframe);
      if (read.isPresent()) {
        return read;
      }
    }
    refuse(
        condition,
        log,
        "the aggregation " + quote(text.strip()) + " cannot be evaluated",
        "Read are count(), count(field), sum(field), avg(field), min(field), max(field), each with"
            + " 'by' and a comparison, and near; else write a correlation rule.");
    return Optional.empty();
  }

  private static LegacyAggregation near(ConditionParser.Parsed near, Duration timeframe) {
    // Both names are those of rules that stand for the rule's own events and for a selection.
    Condition both = new Condition.And(List.of(new Condition.Named(""), near.condition()));
    return new LegacyAggregation(
        CorrelationType.TEMPORAL,
        List.of(),
        new Threshold(List.of(), List.of(), Optional.empty(), Optional.of(both)),
        new TreeSet<>(near.used()),
        timeframe);
  }

  private static Optional<LegacyAggregation> aggregate(Matcher aggregate, Duration timeframe) {
    String field = aggregate.group(2);
    String by = aggregate.group(3) == null ? "" : aggregate.group(3);
    boolean counts = aggregate.group(1).equals("count");
    BigDecimal value = new BigDecimal(aggregate.group(5));
    if (counts ? value.signum() < 0 || value.scale() > 0 : field.isEmpty()) {
      return Optional.empty();
    }
    CorrelationType type =
        switch (aggregate.group(1)) {
          case "sum" -> CorrelationType.VALUE_SUM;
          case "avg" -> CorrelationType.VALUE_AVG;
          case "count" ->
              field.isEmpty() ? CorrelationType.EVENT_COUNT : CorrelationType.VALUE_COUNT;
          default -> CorrelationType.VALUE_PERCENTILE;
        };
    Optional<BigDecimal> percentile =
        switch (aggregate.group(1)) {
          case "min" -> Optional.of(BigDecimal.ZERO);
          case "max" -> Optional.of(BigDecimal.valueOf(100));
          default -> Optional.empty();
        };
    Bound bound = new Bound(QuotedComparison.comparison(aggregate.group(4)), value);
    return Optional.of(
        new LegacyAggregation(
            type,
            Arrays.stream(by.split("[,\\s]+")).filter(text -> !text.isEmpty()).toList(),
            new Threshold(
                field.isEmpty() ? List.of() : List.of(field),
                List.of(bound),
                percentile,
                Optional.empty()),
            Set.of(),
            timeframe));
  }

  private static void refuse(YamlTree.Scalar condition, IssueLog log, String message, String hint) {
    log.error(IssueCode.LEGACY_REFUSED, condition.place(), message, hint);
  }

  /// The rules for the events, and the correlation that has the rule's name.
  List<SigmaDocument> documents(
      RuleHeader header, SequencedMap<String, Selection> selections, List<Condition> conditions) {
    RuleId events = new RuleId(header.id().value() + EVENTS_SUFFIX);
    List<SigmaDocument> documents = new ArrayList<>();
    documents.add(new DetectionRule(header.withId(events), selections, conditions));
    List<String> rules = new ArrayList<>(List.of(events.value()));
    for (String name : near) {
      RuleId id = nearId(header, name);
      rules.add(id.value());
      documents.add(
          new DetectionRule(header.withId(id), selections, List.of(new Condition.Named(name))));
    }
    documents.add(
        new CorrelationRule(
            header,
            type,
            rules,
            groupBy,
            timeframe,
            new LinkedHashMap<>(),
            new Threshold(
                threshold.fields(),
                threshold.bounds(),
                threshold.percentile(),
                threshold.expression().map(expression -> renamed(expression, header))),
            false));
    return documents;
  }

  /// Whether a rule is part of one that was read as a correlation.
  static boolean isPart(RuleId rule) {
    return rule.value().endsWith(EVENTS_SUFFIX) || rule.value().contains(NEAR_INFIX);
  }

  private static RuleId nearId(RuleHeader header, String selection) {
    return new RuleId(header.id().value() + NEAR_INFIX + selection);
  }

  /// The expression with the names of rules in place of those of selections.
  private static Condition renamed(Condition condition, RuleHeader header) {
    return switch (condition) {
      case Condition.And(List<Condition> parts) ->
          new Condition.And(parts.stream().map(part -> renamed(part, header)).toList());
      case Condition.Or(List<Condition> parts) ->
          new Condition.Or(parts.stream().map(part -> renamed(part, header)).toList());
      case Condition.Not(Condition part) -> new Condition.Not(renamed(part, header));
      case Condition.Named(String name) ->
          new Condition.Named(
              name.isEmpty() ? header.id().value() + EVENTS_SUFFIX : nearId(header, name).value());
      case Condition.Quantified quantified ->
          new Condition.Quantified(
              quantified.written(),
              quantified.least(),
              quantified.pattern(),
              quantified.selections().stream().map(name -> nearId(header, name).value()).toList());
    };
  }
}
