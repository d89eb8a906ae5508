package io.sextant.sigma.translate;

import io.sextant.sigma.Condition;
import io.sextant.sigma.CorrelationRule.Threshold;
import io.sextant.sigma.CorrelationType;
import io.sextant.sigma.translate.CorrelationQuery.Events;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Correlations in Kusto. Sliding windows are a join of the matches with themselves over two steps
/// of time each; a row comes out for every moment at which the condition holds.
///
/// @param time the column with the time of an event
record KustoCorrelation(String time, Windows windows) implements CorrelationDialect {
  @Override
  public String write(CorrelationQuery query) {
    Columns columns = new Columns(query.rule().groupBy());
    List<Events> events = query.events();
    if (query.type() == CorrelationType.TEMPORAL_ORDERED) {
      return sequence(query, events, columns);
    }
    StringBuilder text = new StringBuilder("let matches = ");
    text.append(
        events.size() == 1
            ? matches(query, 0, columns)
            : IntStream.range(0, events.size())
                .mapToObj(i -> "\n    (" + matches(query, i, columns) + ")")
                .collect(Collectors.joining(",", "union", "")));
    text.append(";\nmatches\n");
    String span = span(query);
    if (windows == Windows.FIXED) {
      text.append("| summarize ").append(aggregates(query)).append(", first = min(_time)");
      text.append(", last = max(_time) by window = bin(_time, ").append(span).append(")");
      text.append(columns.after(", "));
    } else {
      if (!query.rule().threshold().isDecidedAtOnce()) {
        throw new Unsupported(
            query.label() + " that can only be decided when a window ends, in sliding windows");
      }
      text.append("| summarize by last = _time").append(columns.after(", "));
      text.append("\n| extend _key = bin(last, ").append(span).append(")\n| join kind=inner (\n");
      text.append("    matches\n    | mv-expand _key = pack_array(bin(_time, ").append(span);
      text.append("), bin(_time, ").append(span).append(") + ").append(span);
      text.append(") to typeof(datetime)\n  ) on _key").append(columns.after(", "));
      text.append("\n| where _time between ((last - ").append(span).append(") .. last)\n");
      text.append("| summarize ").append(aggregates(query)).append(", first = min(_time) by last");
      text.append(columns.after(", "));
    }
    return text.append(condition(query)).toString();
  }

  /// The columns of groups.
  private record Columns(List<String> names) {
    Columns {
      List<String> different = new ArrayList<>();
      for (String name : names) {
        String plain = name.replaceAll("[^A-Za-z0-9_]", "_").replaceFirst("^(?=[0-9_])", "f");
        different.add(different.contains(plain) ? plain + "_" + different.size() : plain);
      }
      names = List.copyOf(different);
    }

    String after(String link) {
      return names.stream().map(name -> link + name).collect(Collectors.joining());
    }
  }

  private static String span(CorrelationQuery query) {
    return query.seconds() + "s";
  }

  /// What one rule matches, with the columns that the correlation needs.
  private String matches(CorrelationQuery query, int place, Columns columns) {
    Events events = query.events().get(place);
    StringBuilder text =
        new StringBuilder(
            events
                .table()
                .orElseThrow(
                    () -> new Unsupported("correlations without a table: name one with --table")));
    text.append(" | where ").append(QueryWriter.written(events.query(), new KustoDialect()));
    text.append(" | project _time = ").append(time).append(", _rule = ").append(place);
    for (int i = 0; i < events.groups().size(); i++) {
      text.append(", ").append(columns.names().get(i)).append(" = ");
      text.append(text(events.groups().get(i)));
    }
    List<String> values = events.values().stream().map(KustoCorrelation::text).toList();
    if (query.type().isNumeric()) {
      text.append(", _value = todouble(").append(values.getFirst()).append(")");
    } else if (!values.isEmpty()) {
      text.append(", _value = ").append(combined(values));
    }
    columns.names().forEach(name -> text.append(" | where isnotempty(").append(name).append(")"));
    return text.toString();
  }

  private static String text(List<String> names) {
    List<String> columns =
        names.stream().map(name -> "tostring(" + KustoDialect.column(name) + ")").toList();
    return columns.size() == 1
        ? columns.getFirst()
        : "coalesce(" + String.join(", ", columns) + ")";
  }

  private static String combined(List<String> values) {
    return values.size() == 1
        ? values.getFirst()
        : "iff("
            + values.stream()
                .map(value -> "isnotempty(" + value + ")")
                .collect(Collectors.joining(" and "))
            + ", tostring(pack_array("
            + String.join(", ", values)
            + ")), \"\")";
  }

  private static String aggregates(CorrelationQuery query) {
    Optional<Condition> expression = query.rule().threshold().expression();
    return switch (query.type()) {
      case EVENT_COUNT -> "event_count = count()";
      case VALUE_COUNT -> "value_count = count_distinctif(_value, isnotempty(_value))";
      case VALUE_SUM -> "value_sum = sum(_value), _numbers = countif(isnotnull(_value))";
      case VALUE_AVG -> "value_avg = avg(_value), _numbers = countif(isnotnull(_value))";
      case VALUE_PERCENTILE, VALUE_MEDIAN -> "_values = array_sort_asc(make_list(_value))";
      case TEMPORAL, TEMPORAL_ORDERED ->
          expression.isEmpty()
              ? "rules = count_distinct(_rule)"
              : IntStream.range(0, query.members().size())
                  .mapToObj(i -> "_rule" + i + " = countif(_rule == " + i + ")")
                  .collect(Collectors.joining(", "));
    };
  }

  private static String condition(CorrelationQuery query) {
    Threshold threshold = query.rule().threshold();
    String number = query.type().label();
    return switch (query.type()) {
      case EVENT_COUNT, VALUE_COUNT -> where(Bounds.KQL.hold(number, threshold.bounds()));
      case VALUE_SUM, VALUE_AVG ->
          where("_numbers > 0 and " + Bounds.KQL.hold(number, threshold.bounds()))
              + "\n| project-away _numbers";
      case VALUE_PERCENTILE ->
          ranked(number, "_values[" + rank(threshold.percentile().orElseThrow()) + "]", threshold);
      case VALUE_MEDIAN ->
          ranked(
              number,
              "(todouble(_values[(array_length(_values) - 1) / 2])"
                  + " + todouble(_values[array_length(_values) / 2])) / 2",
              threshold);
      case TEMPORAL, TEMPORAL_ORDERED ->
          where(
              query.needsAll()
                  ? "rules == " + query.members().size()
                  : threshold
                      .expression()
                      .map(expression ->
                          Bounds.KQL.holds(
                              expression, query.rule().rules(), place -> "_rule" + place + " > 0"))
                      .orElseGet(() -> Bounds.KQL.hold("rules", threshold.bounds())));
    };
  }

  private static String where(String condition) {
    return "\n| where " + condition;
  }

  private static String ranked(String name, String value, Threshold threshold) {
    return "\n| where array_length(_values) > 0\n| extend "
        + name
        + " = todouble("
        + value
        + ")\n| project-away _values"
        + where(Bounds.KQL.hold(name, threshold.bounds()));
  }

  /// The place of the nearest rank, from 0 on, in whole numbers.
  private static String rank(BigDecimal percentile) {
    BigDecimal stripped = percentile.stripTrailingZeros();
    int scale = Math.max(0, stripped.scale());
    String whole = BigDecimal.valueOf(100).movePointRight(scale).toPlainString();
    return "max_of(0, (array_length(_values) * "
        + stripped.movePointRight(scale).toPlainString()
        + " + "
        + whole
        + " - 1) / "
        + whole
        + " - 1)";
  }

  /// Follows the latest start from rule to rule.
  private String sequence(CorrelationQuery query, List<Events> events, Columns columns) {
    if (query.rule().threshold().expression().isPresent()) {
      throw new Unsupported("'temporal_ordered' correlations with an expression over rules");
    }
    if (windows == Windows.FIXED) {
      throw new Unsupported("'temporal_ordered' correlations in fixed windows");
    }
    String by = columns.after(", ");
    StringBuilder text = new StringBuilder(matches(query, 0, columns));
    text.append("\n| summarize by first = _time, last = _time").append(by);
    for (int i = 1; i < events.size(); i++) {
      text.append("\n| extend _on = 1\n| join kind=inner (");
      text.append(matches(query, i, columns)).append(" | distinct _time").append(by);
      text.append(" | extend _on = 1) on _on").append(by);
      text.append("\n| where _time > last and _time - first <= ").append(span(query));
      text.append("\n| summarize first = max(first) by last = _time").append(by);
    }
    return text.toString();
  }
}
