package io.sextant.sigma.translate;

import io.sextant.sigma.Comparison;
import io.sextant.sigma.CorrelationRule.Bound;
import io.sextant.sigma.CorrelationRule.Threshold;
import io.sextant.sigma.translate.CorrelationQuery.Events;
import io.sextant.sigma.translate.CorrelationQuery.Firings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// SQLite says what the engine says, firing for firing.
///
/// Every correlation becomes a table of what it takes (`cN_m`, numbered by `n` in the order in
/// which the engine takes it) and one of its firings (`cN_f`). Times are milliseconds. What fires
/// at the end of a window comes after the events of that time (`late`).
final class SqliteCorrelation implements CorrelationDialect {
  /// SQLite writes out every table in a query as often as it is named, and limits what comes of it.
  private static final int MAX_CHAIN = 2;

  /// What orders things, then `member` and `sub`.
  static final String CAUSE = "time, late, cause, tie";

  private final SequencedMap<String, String> tables = new LinkedHashMap<>();

  @Override
  public String write(CorrelationQuery query) {
    if (depth(query) > MAX_CHAIN) {
      throw new Unsupported("chains of more than " + MAX_CHAIN + " correlations");
    }
    String name = firings(query);
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < query.rule().groupBy().size(); i++) {
      columns.add("g" + i + " AS " + SqliteDialect.column(query.rule().groupBy().get(i)));
    }
    columns.add(iso("first") + " AS \"first\"");
    columns.add(iso("last") + " AS \"last\"");
    return "WITH RECURSIVE\n"
        + tables.entrySet().stream()
            .map(table -> table.getKey() + " AS (\n" + table.getValue() + "\n)")
            .collect(Collectors.joining(",\n"))
        + "\nSELECT "
        + String.join(", ", columns)
        + " FROM "
        + name
        + " ORDER BY "
        + CAUSE
        + ", n";
  }

  private static int depth(CorrelationQuery query) {
    return 1
        + query.members().stream()
            .mapToInt(member ->
                switch (member) {
                  case Events _ -> 0;
                  case Firings firings -> depth(firings.inner());
                })
            .max()
            .orElse(0);
  }

  private static String iso(String time) {
    return "strftime('%Y-%m-%dT%H:%M:%fZ', " + time + " / 1000.0, 'unixepoch')";
  }

  /// Sees to it that the table of its firings is there.
  private String firings(CorrelationQuery query) {
    String prefix = "c" + query.order() + "_";
    String name = prefix + "f";
    if (!tables.containsKey(name)) {
      String matches = matches(query, prefix);
      switch (query.type()) {
        case TEMPORAL_ORDERED -> new SqliteSequence(query).write(prefix, matches, tables);
        case EVENT_COUNT -> windows(query, prefix, matches, this::counting);
        case VALUE_COUNT, VALUE_SUM, VALUE_AVG, VALUE_PERCENTILE, VALUE_MEDIAN, TEMPORAL ->
            windows(query, prefix, matches, this::sliding);
      }
    }
    return name;
  }

  /// Writes the windows of a correlation.
  private interface Writing {
    void write(CorrelationQuery query, String prefix, String matches);
  }

  private void windows(CorrelationQuery query, String prefix, String matches, Writing atOnce) {
    if (query.rule().threshold().isDecidedAtOnce()) {
      atOnce.write(query, prefix, matches);
    } else {
      closing(query, prefix, matches);
    }
  }

  private String matches(CorrelationQuery query, String prefix) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < query.members().size(); i++) {
      parts.add(
          switch (query.members().get(i)) {
            case Events events -> SqliteMatches.of(events, i, query.type().isNumeric());
            case Firings inner ->
                SqliteMatches.of(inner, firings(inner.inner()), i, query.type().isNumeric());
          });
    }
    String name = prefix + "m";
    tables.put(
        name,
        "  SELECT row_number() OVER (ORDER BY "
            + CAUSE
            + ", member DESC, sub) AS n, * FROM (\n    "
            + String.join("\n    UNION ALL ", parts)
            + "\n  )");
    return name;
  }

  /// Fires when the window before an entry holds just as many as are needed: with one more, it held
  /// before the entry too.
  private void counting(CorrelationQuery query, String prefix, String matches) {
    long least = 1;
    for (Bound bound : query.rule().threshold().bounds()) {
      long value = bound.value().longValueExact();
      least = Math.max(least, bound.comparison() == Comparison.GT ? value + 1 : value);
    }
    String over = " OVER (" + partition(query) + "ORDER BY n)";
    String from = "time - " + query.seconds() * 1000;
    tables.put(
        prefix + "f",
        "  SELECT *, time AS last FROM (\n    SELECT *, lag(time, "
            + (least - 1)
            + ")"
            + over
            + " AS first, lag(time, "
            + least
            + ")"
            + over
            + " AS earlier FROM "
            + matches
            + "\n  ) WHERE first >= "
            + from
            + " AND (earlier IS NULL OR earlier < "
            + from
            + ")");
  }

  /// Fires when the condition becomes true, and again after it was false at an entry or just before
  /// one.
  private void sliding(CorrelationQuery query, String prefix, String matches) {
    tables.put(
        prefix + "w",
        "  SELECT *, "
            + within(query, matches, "<=")
            + " AS held,\n    "
            + within(query, matches, "<")
            + " AS still,\n    (SELECT min(b.time) FROM "
            + scope(query, matches, "<=")
            + ") AS first\n  FROM "
            + matches
            + " AS a");
    tables.put(
        prefix + "f",
        "  SELECT *, time AS last FROM (\n    SELECT *, lag(held, 1, 0) OVER ("
            + partition(query)
            + "ORDER BY n) AS was FROM "
            + prefix
            + "w\n  ) WHERE held AND NOT (was AND still)");
  }

  /// Whether the condition holds for the entries up to one, of the timespan before it; not when
  /// there are none.
  private static String within(CorrelationQuery query, String matches, String upTo) {
    return "coalesce((SELECT count(*) > 0 AND "
        + condition(query, "FROM " + scope(query, matches, upTo))
        + " FROM "
        + scope(query, matches, upTo)
        + "), 0)";
  }

  private static String scope(CorrelationQuery query, String matches, String upTo) {
    return matches
        + " AS b WHERE b.n "
        + upTo
        + " a.n AND b.time >= a.time - "
        + query.seconds() * 1000
        + IntStream.range(0, query.rule().groupBy().size())
            .mapToObj(i -> " AND b.g" + i + " = a.g" + i)
            .collect(Collectors.joining());
  }

  /// The condition over entries `b`.
  private static String condition(CorrelationQuery query, String from) {
    Threshold threshold = query.rule().threshold();
    List<Bound> bounds = threshold.bounds();
    return switch (query.type()) {
      case EVENT_COUNT -> Bounds.SQL.hold("count(*)", bounds);
      case VALUE_COUNT -> Bounds.SQL.hold("count(DISTINCT b.v)", bounds);
      case VALUE_SUM -> Bounds.SQL.hold("sum(b.v)", bounds);
      case VALUE_AVG -> Bounds.SQL.hold("avg(b.v)", bounds);
      case VALUE_PERCENTILE ->
          Bounds.SQL.hold(ranked(from, rank(threshold.percentile().orElseThrow())), bounds);
      case VALUE_MEDIAN -> Bounds.SQL.hold(ranked(from, "r IN ((c + 1) / 2, (c + 2) / 2)"), bounds);
      case TEMPORAL, TEMPORAL_ORDERED ->
          query.needsAll()
              ? "count(DISTINCT b.member) = " + query.members().size()
              : threshold
                  .expression()
                  .map(expression ->
                      Bounds.SQL.holds(
                          expression,
                          query.rule().rules(),
                          place -> "max(b.member = " + place + ")"))
                  .orElseGet(() -> Bounds.SQL.hold("count(DISTINCT b.member)", bounds));
    };
  }

  private static String ranked(String from, String rank) {
    return "(SELECT avg(v) FROM (SELECT b.v, row_number() OVER (ORDER BY b.v) AS r, count(*) OVER () AS c "
        + from
        + " AND b.v IS NOT NULL) WHERE "
        + rank
        + ")";
  }

  /// The nearest rank, in whole numbers.
  private static String rank(BigDecimal percentile) {
    BigDecimal stripped = percentile.stripTrailingZeros();
    int scale = Math.max(0, stripped.scale());
    BigDecimal share = stripped.movePointRight(scale);
    BigDecimal whole = BigDecimal.valueOf(100).movePointRight(scale);
    return "r = max(1, (c * "
        + share.toPlainString()
        + " + "
        + whole.subtract(BigDecimal.ONE).toPlainString()
        + ") / "
        + whole.toPlainString()
        + ")";
  }

  private static String partition(CorrelationQuery query) {
    return query.rule().groupBy().isEmpty() ? "" : "PARTITION BY " + groups(query, "") + " ";
  }

  static String groups(CorrelationQuery query, String of) {
    return IntStream.range(0, query.rule().groupBy().size())
        .mapToObj(i -> of + "g" + i)
        .collect(Collectors.joining(", "));
  }

  /// A window opens with an entry, lasts one timespan, and the next opens with the first after it.
  private void closing(CorrelationQuery query, String prefix, String matches) {
    long span = query.seconds() * 1000;
    String groups = groups(query, "");
    String more = groups.isEmpty() ? "" : ", " + groups;
    String same =
        IntStream.range(0, query.rule().groupBy().size())
            .mapToObj(i -> " AND b.g" + i + " = o.g" + i)
            .collect(Collectors.joining());
    String next =
        "(SELECT min(b.time) FROM "
            + matches
            + " AS b WHERE b.time > o.first + "
            + span
            + same
            + ")";
    tables.put(
        prefix + "o",
        "  SELECT min(time) AS first"
            + more
            + " FROM "
            + matches
            + (groups.isEmpty() ? " HAVING count(*) > 0" : " GROUP BY " + groups)
            + "\n  UNION ALL SELECT "
            + next
            + (groups.isEmpty() ? "" : ", " + groups(query, "o."))
            + " FROM "
            + prefix
            + "o AS o WHERE "
            + next
            + " IS NOT NULL");
    String scope =
        "FROM " + matches + " AS b WHERE b.time BETWEEN o.first AND o.first + " + span + same;
    tables.put(
        prefix + "f",
        "  SELECT row_number() OVER (ORDER BY tie) AS n, * FROM (\n    SELECT o.first + "
            + span
            + " AS time, 1 AS late, "
            + query.order()
            + " AS cause,\n    (SELECT min(b.n) "
            + scope
            + ") AS tie, o.first AS first,\n    (SELECT max(b.time) "
            + scope
            + ") AS last"
            + (groups.isEmpty() ? "" : ", " + groups(query, "o."))
            + " FROM "
            + prefix
            + "o AS o\n    WHERE coalesce((SELECT "
            + condition(query, scope)
            + " "
            + scope
            + "), 0)\n  )");
  }
}
