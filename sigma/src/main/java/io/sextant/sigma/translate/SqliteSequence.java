package io.sextant.sigma.translate;

import io.sextant.sigma.RuleExpression;
import io.sextant.sigma.RuleExpression.Alternative;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Sequences in SQLite: goes through the entries of each group in order, and keeps for every way to
/// fulfil the correlation, and for every step of it, the latest start of what has come so far.
final class SqliteSequence {
  /// Ways up to which a query stays of a size that can be read.
  private static final int MAX_WAYS = 8;

  private final CorrelationQuery query;
  private final List<Alternative> ways;
  private final long span;

  SqliteSequence(CorrelationQuery query) {
    this.query = query;
    this.span = query.seconds() * 1000;
    TreeSet<Integer> every =
        new TreeSet<>(IntStream.range(0, query.members().size()).boxed().toList());
    this.ways =
        query
            .rule()
            .threshold()
            .expression()
            .flatMap(expression -> RuleExpression.alternatives(expression, query.rule().rules()))
            .orElse(List.of(new Alternative(every, new TreeSet<>())));
    if (ways.size() > MAX_WAYS) {
      throw new Unsupported("sequences that more than " + MAX_WAYS + " ways fulfil");
    }
  }

  /// Adds the tables that lead from matches to firings.
  void write(String prefix, String matches, Map<String, String> tables) {
    String groups = SqliteCorrelation.groups(query, "");
    tables.put(
        prefix + "p",
        "  SELECT *, row_number() OVER ("
            + (groups.isEmpty() ? "" : "PARTITION BY " + groups + " ")
            + "ORDER BY n) AS k FROM "
            + matches);
    String more = groups.isEmpty() ? "" : ", " + groups;
    String same =
        IntStream.range(0, query.rule().groupBy().size())
            .mapToObj(i -> " AND p.g" + i + " = s.g" + i)
            .collect(Collectors.joining());
    List<String> states = new ArrayList<>();
    for (int way = 0; way < ways.size(); way++) {
      for (int step = 0; step < steps(way).size() - 1; step++) {
        states.add(state(way, step));
      }
    }
    String started =
        states.stream().map(state -> ", NULL AS " + state).collect(Collectors.joining());
    tables.put(
        prefix + "s",
        "  SELECT DISTINCT 0 AS k, 0 AS n, 0 AS time, 0 AS late, 0 AS cause, 0 AS tie, NULL AS first"
            + more
            + started
            + " FROM "
            + matches
            + "\n  UNION ALL SELECT p.k, p.n, p.time, p.late, p.cause, p.tie, "
            + completed()
            + (groups.isEmpty() ? "" : ", " + SqliteCorrelation.groups(query, "p."))
            + following()
            + "\n  FROM "
            + prefix
            + "s AS s JOIN "
            + prefix
            + "p AS p ON p.k = s.k + 1"
            + same);
    tables.put(
        prefix + "f", "  SELECT *, time AS last FROM " + prefix + "s WHERE first IS NOT NULL");
  }

  private List<Integer> steps(int way) {
    return List.copyOf(ways.get(way).required());
  }

  private static String state(int way, int step) {
    return "w" + way + "_" + step;
  }

  /// The start of the sequence that the entry completes, of the first way that it completes; null
  /// when it completes none.
  private String completed() {
    List<String> starts = new ArrayList<>();
    for (int way = 0; way < ways.size(); way++) {
      starts.add(reached(way, steps(way).size() - 1));
    }
    return switch (starts.size()) {
      case 0 -> "NULL"; // what no way fulfils
      case 1 -> starts.getFirst();
      default -> "coalesce(" + String.join(", ", starts) + ")";
    };
  }

  /// The latest start with which the entry reaches a step; null when it does not.
  private String reached(int way, int step) {
    String start = "p.time";
    if (step > 0) {
      String before = "s." + state(way, step - 1);
      start = "CASE WHEN " + before + " >= p.time - " + span + " THEN " + before + " END";
    }
    return "CASE p.member WHEN " + steps(way).get(step) + " THEN " + start + " END";
  }

  private String following() {
    StringBuilder next = new StringBuilder();
    for (int way = 0; way < ways.size(); way++) {
      String forbidden =
          ways.get(way).forbidden().stream().map(String::valueOf).collect(Collectors.joining(", "));
      String broken = forbidden.isEmpty() ? "" : " OR p.member IN (" + forbidden + ")";
      for (int step = 0; step < steps(way).size() - 1; step++) {
        next.append(",\n    CASE WHEN ")
            .append(completed())
            .append(" IS NOT NULL")
            .append(broken)
            .append(" THEN NULL ELSE coalesce(")
            .append(reached(way, step))
            .append(", s.")
            .append(state(way, step))
            .append(") END");
      }
    }
    return next.toString();
  }
}
