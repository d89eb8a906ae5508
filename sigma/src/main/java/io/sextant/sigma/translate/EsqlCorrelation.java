package io.sextant.sigma.translate;

import io.sextant.sigma.Condition;
import io.sextant.sigma.CorrelationRule.Bound;
import io.sextant.sigma.CorrelationRule.Threshold;
import io.sextant.sigma.translate.CorrelationQuery.Events;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Correlations in ES|QL, which groups rows and does not slide over them.
record EsqlCorrelation(Windows windows) implements CorrelationDialect {
  /// Different values up to which it counts exactly.
  private static final int EXACT_VALUES = 40_000;

  @Override
  public String write(CorrelationQuery query) {
    if (windows == Windows.SLIDING) {
      throw new Unsupported(
          query.label() + " over sliding windows (--windows fixed cuts time at fixed moments)");
    }
    List<Events> events = query.events();
    List<String> conditions =
        events.stream().map(one -> QueryWriter.written(one.query(), new EsqlDialect())).toList();
    String tables =
        String.join(
            ", ",
            new LinkedHashSet<>(events.stream().map(one -> one.table().orElse("logs-*")).toList()));
    StringBuilder text = new StringBuilder("FROM ").append(tables).append("\n| EVAL ");
    text.append(
        IntStream.range(0, conditions.size())
            .mapToObj(i -> "rule" + i + " = CASE(" + conditions.get(i) + ", 1, 0)")
            .collect(Collectors.joining(",\n    ")));
    text.append("\n| WHERE ").append(either(events.size()));
    List<String> groups =
        IntStream.range(0, query.rule().groupBy().size())
            .mapToObj(i -> only(events, i, true))
            .toList();
    groups.forEach(group -> text.append(" AND ").append(group).append(" IS NOT NULL"));
    text.append("\n| EVAL window = DATE_TRUNC(").append(query.seconds());
    text.append(" seconds, @timestamp)\n| STATS ").append(aggregates(query, events));
    text.append(", first = MIN(@timestamp), last = MAX(@timestamp) BY window");
    groups.forEach(group -> text.append(", ").append(group));
    return text.append("\n| WHERE ").append(condition(query)).toString();
  }

  private static String either(int members) {
    return IntStream.range(0, members).mapToObj(i -> "rule" + i).collect(Collectors.joining(" + "))
        + " > 0";
  }

  /// The field, which all rules must call the same: one row may match several of them.
  private static String only(List<Events> events, int place, boolean group) {
    List<String> names =
        new ArrayList<>(
            new LinkedHashSet<>(
                events.stream()
                    .flatMap(one -> (group ? one.groups() : one.values()).get(place).stream())
                    .toList()));
    if (names.size() > 1) {
      throw new Unsupported("correlations whose rules name a field differently");
    }
    return EsqlDialect.column(names.getFirst());
  }

  private static String aggregates(CorrelationQuery query, List<Events> events) {
    String number = query.type().label();
    return switch (query.type()) {
      case EVENT_COUNT -> number + " = SUM(" + either(events.size()).replace(" > 0", "") + ")";
      case VALUE_COUNT -> number + " = COUNT_DISTINCT(" + counted(query, events) + ", 40000)";
      case VALUE_SUM -> number + " = SUM(TO_DOUBLE(" + numbers(query, events) + "))";
      case VALUE_AVG -> number + " = AVG(TO_DOUBLE(" + numbers(query, events) + "))";
      case VALUE_PERCENTILE, VALUE_MEDIAN ->
          throw new Unsupported(query.label() + ", as its percentiles are estimates");
      case TEMPORAL ->
          IntStream.range(0, events.size())
              .mapToObj(i -> "occurs" + i + " = MAX(rule" + i + ")")
              .collect(Collectors.joining(", "));
      case TEMPORAL_ORDERED -> throw new Unsupported("'temporal_ordered' correlations");
    };
  }

  private static String counted(CorrelationQuery query, List<Events> events) {
    for (Bound bound : query.rule().threshold().bounds()) {
      if (bound.value().compareTo(BigDecimal.valueOf(EXACT_VALUES)) > 0) {
        throw new Unsupported("counts of more than " + EXACT_VALUES + " different values");
      }
    }
    List<String> fields =
        IntStream.range(0, query.rule().threshold().fields().size())
            .mapToObj(i -> "TO_STRING(" + only(events, i, false) + ")")
            .toList();
    return fields.size() == 1
        ? fields.getFirst()
        : "CONCAT("
            + fields.stream()
                .map(field -> "TO_STRING(LENGTH(" + field + ")), \":\", " + field)
                .collect(Collectors.joining(", "))
            + ")";
  }

  /// A row that several rules match would count several times.
  private static String numbers(CorrelationQuery query, List<Events> events) {
    if (events.size() > 1) {
      throw new Unsupported(query.label() + " over several rules");
    }
    return only(events, 0, false);
  }

  private static String condition(CorrelationQuery query) {
    Threshold threshold = query.rule().threshold();
    if (!query.type().isTemporal()) {
      return Bounds.SQL.hold(query.type().label(), threshold.bounds());
    }
    Optional<Condition> expression = threshold.expression();
    String sum =
        IntStream.range(0, query.members().size())
            .mapToObj(i -> "occurs" + i)
            .collect(Collectors.joining(" + "));
    return expression
        .map(condition ->
            Bounds.SQL.holds(condition, query.rule().rules(), place -> "occurs" + place + " > 0"))
        .orElseGet(() ->
            query.needsAll()
                ? sum + " == " + query.members().size()
                : Bounds.SQL.hold(sum, threshold.bounds()));
  }
}
