package io.sextant.sigma.translate;

import io.sextant.sigma.translate.CorrelationQuery.Events;
import io.sextant.sigma.translate.CorrelationQuery.Firings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What a correlation takes from one of its rules, in SQLite: rows with the time, what orders them,
/// the fields to group by as `g0`, `g1` and so on, and what is counted as `v`.
final class SqliteMatches {
  private static final String TIME =
      "CAST(round(unixepoch(\"timestamp\", 'auto', 'subsec') * 1000) AS INTEGER)";

  private SqliteMatches() {}

  /// Of a rule over single events.
  ///
  /// @param place its place among the rules
  /// @param numeric whether numbers are counted, not texts
  static String of(Events events, int place, boolean numeric) {
    List<String> groups = events.groups().stream().map(SqliteMatches::text).toList();
    return "SELECT "
        + TIME
        + " AS time, 0 AS late, rowid AS cause, 0 AS tie, "
        + place
        + " AS member, 0 AS sub"
        + named(groups, "g")
        + value(events.values().stream().map(names -> counted(names, numeric)).toList())
        + " FROM "
        + SqliteDialect.column(events.table().orElse("logs"))
        + " WHERE ("
        + QueryWriter.written(events.query(), new SqliteDialect())
        + ")"
        + groups.stream().map(g -> " AND " + g + " IS NOT NULL").collect(Collectors.joining());
  }

  /// Of another correlation.
  ///
  /// @param table of its firings
  static String of(Firings firings, String table, int place, boolean numeric) {
    return "SELECT "
        + SqliteCorrelation.CAUSE
        + ", "
        + place
        + " AS member, n AS sub"
        + named(firings.groups().stream().map(g -> "g" + g).toList(), "g")
        + value(firings.values().stream().map(stated -> stated(stated, numeric)).toList())
        + " FROM "
        + table;
  }

  private static String named(List<String> columns, String prefix) {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> ", " + columns.get(i) + " AS " + prefix + i)
        .collect(Collectors.joining());
  }

  /// Several counted fields are one value; without one of them there is none.
  private static String value(List<String> values) {
    return switch (values.size()) {
      case 0 -> "";
      case 1 -> ", " + values.getFirst() + " AS v";
      default ->
          ", CASE WHEN "
              + values.stream()
                  .map(value -> value + " IS NOT NULL")
                  .collect(Collectors.joining(" AND "))
              + " THEN json_array("
              + String.join(", ", values)
              + ") END AS v";
    };
  }

  private static String stated(Optional<Integer> group, boolean numeric) {
    String text = group.map(place -> "g" + place).orElse("NULL");
    return numeric ? number(text) : text;
  }

  private static String counted(List<String> names, boolean numeric) {
    return numeric ? number(text(names)) : text(names);
  }

  private static String text(List<String> names) {
    List<String> columns = names.stream().map(SqliteDialect::column).toList();
    String value =
        columns.size() == 1 ? columns.getFirst() : "coalesce(" + String.join(", ", columns) + ")";
    return "CAST(" + value + " AS TEXT)";
  }

  private static String number(String text) {
    return "CASE WHEN json_valid("
        + text
        + ") AND json_type("
        + text
        + ") IN ('integer', 'real') THEN CAST("
        + text
        + " AS NUMERIC) END";
  }
}
