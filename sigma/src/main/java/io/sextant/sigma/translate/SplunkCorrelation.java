package io.sextant.sigma.translate;

import io.sextant.sigma.Condition;
import io.sextant.sigma.CorrelationRule.Threshold;
import io.sextant.sigma.CorrelationType;
import io.sextant.sigma.translate.CorrelationQuery.Events;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Correlations in Splunk: `streamstats` slides over the matches in order of time; a row comes out
/// for every event at which the condition holds.
record SplunkCorrelation(Windows windows) implements CorrelationDialect {
  /// What a match is of.
  private static final String RULE = "sigma_rule";

  private static final String VALUE = "sigma_value";

  @Override
  public String write(CorrelationQuery query) {
    List<Events> events = query.events();
    StringBuilder text = new StringBuilder();
    if (events.size() == 1) {
      text.append(matches(query, 0));
    } else {
      text.append("| multisearch");
      for (int i = 0; i < events.size(); i++) {
        text.append("\n    [search ").append(matches(query, i)).append("]");
      }
    }
    query
        .rule()
        .groupBy()
        .forEach(name ->
            text.append("\n| where isnotnull(").append(SplunkWhereDialect.name(name)).append(")"));
    return text.append(
            query.type() == CorrelationType.TEMPORAL_ORDERED ? sequence(query) : window(query))
        .toString();
  }

  private String window(CorrelationQuery query) {
    StringBuilder text = new StringBuilder();
    if (windows == Windows.FIXED) {
      text.append("\n| bin _time span=").append(query.seconds()).append("s\n| stats ");
      text.append(aggregates(query)).append(" BY _time").append(groups(query));
    } else {
      if (!query.rule().threshold().isDecidedAtOnce()) {
        throw new Unsupported(
            query.label() + " that can only be decided when a window ends, in sliding windows");
      }
      text.append("\n| sort 0 _time\n| streamstats time_window=").append(query.seconds());
      text.append("s ").append(aggregates(query)).append(" min(_time) AS first");
      text.append(by(query));
    }
    text.append("\n| where ").append(condition(query));
    if (windows == Windows.SLIDING) {
      text.append("\n| table first, _time").append(groups(query).replace(" ", ", "));
    }
    return text.toString();
  }

  private static String matches(CorrelationQuery query, int place) {
    Events events = query.events().get(place);
    StringBuilder text =
        new StringBuilder(
            SplunkSearchDialect.search(
                events.query(),
                events.table(),
                problem -> {
                  throw problem.refusal();
                }));
    if (query.members().size() > 1) {
      text.append("\n| eval ").append(RULE).append("=").append(place);
    }
    for (int i = 0; i < events.groups().size(); i++) {
      String name = query.rule().groupBy().get(i);
      if (!events.groups().get(i).equals(List.of(name))) {
        text.append("\n| eval ").append(SplunkSearchDialect.quotedName(name)).append("=");
        text.append(first(events.groups().get(i)));
      }
    }
    List<String> values = events.values().stream().map(SplunkCorrelation::first).toList();
    if (!values.isEmpty()) {
      text.append("\n| eval ").append(VALUE).append("=");
      text.append(
          query.type().isNumeric() ? "tonumber(" + values.getFirst() + ")" : joined(values));
    }
    return text.toString();
  }

  private static String first(List<String> names) {
    List<String> fields = names.stream().map(SplunkWhereDialect::name).toList();
    return fields.size() == 1 ? fields.getFirst() : "coalesce(" + String.join(", ", fields) + ")";
  }

  /// Lengths keep combinations of several values apart.
  private static String joined(List<String> values) {
    return values.size() == 1
        ? values.getFirst()
        : values.stream()
            .map(value -> "len(" + value + ").\":\"." + value)
            .collect(Collectors.joining("."));
  }

  private static String groups(CorrelationQuery query) {
    return query.rule().groupBy().stream()
        .map(name -> " " + SplunkSearchDialect.quotedName(name))
        .collect(Collectors.joining());
  }

  private static String by(CorrelationQuery query) {
    return query.rule().groupBy().isEmpty() ? "" : " BY" + groups(query);
  }

  private static String aggregates(CorrelationQuery query) {
    Optional<Condition> expression = query.rule().threshold().expression();
    String number = query.type().label();
    return switch (query.type()) {
      case EVENT_COUNT -> "count AS " + number;
      case VALUE_COUNT -> "dc(" + VALUE + ") AS " + number;
      case VALUE_SUM -> "sum(" + VALUE + ") AS " + number;
      case VALUE_AVG -> "avg(" + VALUE + ") AS " + number;
      case VALUE_PERCENTILE, VALUE_MEDIAN ->
          throw new Unsupported(query.label() + ", as its percentiles are other ones");
      case TEMPORAL, TEMPORAL_ORDERED ->
          expression.isEmpty()
              ? "dc(" + RULE + ") AS rules"
              : IntStream.range(0, query.members().size())
                  .mapToObj(i -> "count(eval(" + RULE + "==" + i + ")) AS rule" + i)
                  .collect(Collectors.joining(" "));
    };
  }

  private static String condition(CorrelationQuery query) {
    Threshold threshold = query.rule().threshold();
    if (!query.type().isTemporal()) {
      return Bounds.SQL.hold(query.type().label(), threshold.bounds());
    }
    return query.needsAll()
        ? "rules==" + query.members().size()
        : threshold
            .expression()
            .map(expression ->
                Bounds.SQL.holds(expression, query.rule().rules(), place -> "rule" + place + ">0"))
            .orElseGet(() -> Bounds.SQL.hold("rules", threshold.bounds()));
  }

  /// Carries the latest start on from rule to rule; of one moment, the later rules come first.
  private String sequence(CorrelationQuery query) {
    if (query.rule().threshold().expression().isPresent()) {
      throw new Unsupported("'temporal_ordered' correlations with an expression over rules");
    }
    if (windows == Windows.FIXED) {
      throw new Unsupported("'temporal_ordered' correlations in fixed windows");
    }
    List<String> lines = new ArrayList<>();
    lines.add("\n| sort 0 _time, -" + RULE);
    int last = query.members().size() - 1;
    for (int i = 0; i < last; i++) {
      lines.add(
          "| eval start="
              + (i == 0
                  ? "if(" + RULE + "==0, _time, null())"
                  : "if(" + reached(query, i) + ", start" + (i - 1) + ", null())"));
      lines.add("| streamstats last(start) AS start" + i + by(query));
    }
    lines.add("| where " + (last == 0 ? "true()" : reached(query, last)));
    return String.join("\n", lines);
  }

  private static String reached(CorrelationQuery query, int step) {
    return RULE + "==" + step + " AND _time-start" + (step - 1) + "<=" + query.seconds();
  }
}
