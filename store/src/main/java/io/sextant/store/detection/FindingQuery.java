package io.sextant.store.detection;

import io.sextant.atlas.TechniqueId;
import io.sextant.core.detection.Finding;
import io.sextant.core.detection.Findings.Filter;
import io.sextant.store.Times;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// The query behind one page of findings: conditions, and the values they name.
final class FindingQuery {
  /// Findings from which on a technique counts as common.
  private static final int COMMON = 2_000;

  /// A technique and its sub-techniques. '/' follows '.', so that these are the ids which begin
  /// with the technique's and a dot.
  private static final String NAMES_TECHNIQUE =
      "(technique = :technique or (technique > :technique || '.' and technique < :technique || '/'))";

  private static final String COUNT_TO_COMMON =
      "select count(*) from (select 1 from finding_technique where "
          + NAMES_TECHNIQUE
          + " limit "
          + COMMON
          + ")";

  private final List<String> conditions = new ArrayList<>();
  private final SequencedMap<String, Object> values = new LinkedHashMap<>();

  private FindingQuery() {}

  /// @param after where the page begins
  /// @param handle asked how common the technique is
  static FindingQuery of(Filter filter, Optional<Cursor> after, Handle handle) {
    FindingQuery query = new FindingQuery();
    query.oneOf("status", filter.status(), status -> "'" + status.name() + "'");
    query.oneOf("level", filter.level(), level -> Integer.toString(FindingRow.rank(level)));
    filter.rule().ifPresent(rule -> query.add("rule = :rule", "rule", rule.value()));
    filter.from().ifPresent(from -> query.add("last >= :from", "from", Times.micros(from)));
    filter.to().ifPresent(to -> query.add("last < :to", "to", Times.micros(to)));
    filter.technique().ifPresent(technique -> query.technique(technique, handle));
    query.text(filter.text());
    after.ifPresent(query::after);
    return query;
  }

  /// The query, to be bound a `limit`.
  @SuppressWarnings("MustBeClosed") // closed with the handle
  Query on(Handle handle) {
    String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    Query query =
        handle.createQuery(
            "select "
                + FindingRow.COLUMNS
                + " from finding"
                + where
                + " order by last desc, id desc limit :limit");
    values.forEach(query::bind);
    return query;
  }

  private void add(String condition, String name, Object value) {
    conditions.add(condition);
    values.put(name, value);
  }

  /// Admits some of our own constants, which are written out so that the index can be asked.
  private <T> void oneOf(String column, Collection<T> admitted, Function<T, String> literal) {
    if (!admitted.isEmpty()) {
      conditions.add(
          column
              + admitted.stream()
                  .map(literal)
                  .sorted()
                  .collect(Collectors.joining(", ", " in (", ")")));
    }
  }

  /// Findings of a rare technique are looked up and sorted; for a common one the findings are
  /// walked in order until the page is full.
  private void technique(TechniqueId technique, Handle handle) {
    int counted =
        handle
            .createQuery(COUNT_TO_COMMON)
            .bind("technique", technique.value())
            .mapTo(Integer.class)
            .one();
    add(
        counted == COMMON
            ? "exists (select 1 from finding_technique t where t.finding = finding.id and "
                + NAMES_TECHNIQUE
                + ")"
            : "id in (select finding from finding_technique where " + NAMES_TECHNIQUE + ")",
        "technique",
        technique.value());
  }

  private void text(String text) {
    if (!text.isBlank()) {
      String literal = text.toLowerCase(Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1");
      add("haystack like :text escape '\\'", "text", "%" + literal + "%");
    }
  }

  private void after(Cursor cursor) {
    add(
        "last <= :cursorLast and (last < :cursorLast or id < :cursorId)",
        "cursorLast",
        cursor.last);
    values.put("cursorId", cursor.id);
  }

  /// The place after one finding in the order of pages.
  record Cursor(long last, String id) {
    static Cursor of(Finding finding) {
      return new Cursor(Times.micros(finding.last()), finding.id().value());
    }

    /// @throws IllegalArgumentException when it is none
    static Cursor parse(String text) {
      int dash = text.indexOf('_');
      if (dash < 0) {
        throw new IllegalArgumentException("not a cursor: " + text);
      }
      return new Cursor(Long.parseLong(text.substring(0, dash)), text.substring(dash + 1));
    }

    String text() {
      return last + "_" + id;
    }
  }
}
