package io.sextant.store.detection;

import io.sextant.atlas.TechniqueId;
import io.sextant.core.Page;
import io.sextant.core.detection.Finding;
import io.sextant.core.detection.FindingId;
import io.sextant.core.detection.Findings;
import io.sextant.core.telemetry.EventId;
import io.sextant.sigma.RuleId;
import io.sextant.store.Times;
import io.sextant.store.Writer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/// Findings on SQLite, with one row per technique and per piece of evidence beside them.
public final class SqliteFindings implements Findings {
  private final Writer writer;
  private final Jdbi readers;

  public SqliteFindings(Writer writer, Jdbi readers) {
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public List<Finding> record(List<Finding> findings, long throughSequence) {
    return writer.write(
        connection -> new FindingWriter(connection).record(findings, throughSequence));
  }

  @Override
  public List<Finding> recordLate(List<Finding> findings) {
    return writer.write(connection -> new FindingWriter(connection).recordLate(findings));
  }

  @Override
  public long searchedThrough() {
    return readers.withHandle(handle ->
        handle
            .createQuery("select value from setting where name = 'searched'")
            .mapTo(Long.class)
            .findOne()
            .orElse(0L));
  }

  @Override
  public Optional<Finding> find(FindingId id) {
    return readers.withHandle(handle -> find(handle, id.value()));
  }

  private static Optional<Finding> find(Handle handle, String id) {
    return handle
        .createQuery("select " + FindingRow.COLUMNS + " from finding where id = :id")
        .bind("id", id)
        .map((row, _) -> FindingRow.read(row, evidence(handle, row.getString("id"))))
        .findOne();
  }

  private static List<EventId> evidence(Handle handle, String finding) {
    return handle
        .createQuery(
            "select event from finding_evidence where finding = :finding order by position")
        .bind("finding", finding)
        .map((row, _) -> new EventId(row.getString("event")))
        .list();
  }

  @Override
  public Page<Finding> page(Filter filter, Optional<String> cursor, int limit) {
    List<String> conditions = new ArrayList<>();
    SequencedMap<String, Object> values = new LinkedHashMap<>();
    narrow(filter, conditions, values);
    cursor
        .map(Cursor::parse)
        .ifPresent(after -> {
          conditions.add("(last < :cursorLast or (last = :cursorLast and id < :cursorId))");
          values.put("cursorLast", after.last);
          values.put("cursorId", after.id);
        });
    String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    List<Finding> rows =
        readers.withHandle(handle -> {
          Query query =
              handle.createQuery(
                  "select "
                      + FindingRow.COLUMNS
                      + " from finding"
                      + where
                      + " order by last desc, id desc limit :limit");
          values.forEach(query::bind);
          return query
              .bind("limit", limit + 1)
              .map((row, _) -> FindingRow.read(row, evidence(handle, row.getString("id"))))
              .list();
        });
    boolean more = rows.size() > limit;
    List<Finding> shown = more ? rows.subList(0, limit) : rows;
    return new Page<>(
        shown, more ? Optional.of(Cursor.of(shown.getLast()).text()) : Optional.empty());
  }

  private static void narrow(
      Filter filter, List<String> conditions, SequencedMap<String, Object> values) {
    if (!filter.status().isEmpty()) {
      conditions.add(
          "status in ("
              + filter.status().stream()
                  .map(status -> "'" + status.name() + "'")
                  .sorted()
                  .collect(Collectors.joining(", "))
              + ")");
    }
    if (!filter.level().isEmpty()) {
      conditions.add(
          "level in ("
              + filter.level().stream()
                  .map(FindingRow::rank)
                  .sorted()
                  .map(Object::toString)
                  .collect(Collectors.joining(", "))
              + ")");
    }
    filter
        .technique()
        .ifPresent(technique -> {
          conditions.add(
              "id in (select finding from finding_technique where technique = :technique or technique like :subs)");
          values.put("technique", technique.value());
          values.put("subs", technique.value() + ".%");
        });
    filter
        .rule()
        .ifPresent(rule -> {
          conditions.add("rule = :rule");
          values.put("rule", rule.value());
        });
    filter
        .from()
        .ifPresent(from -> {
          conditions.add("last >= :from");
          values.put("from", Times.micros(from));
        });
    filter
        .to()
        .ifPresent(to -> {
          conditions.add("last < :to");
          values.put("to", Times.micros(to));
        });
    if (!filter.text().isBlank()) {
      conditions.add("haystack like :text escape '\\'");
      values.put(
          "text",
          "%" + filter.text().toLowerCase(Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1") + "%");
    }
  }

  /// The place after one finding in the order of pages.
  private record Cursor(long last, String id) {
    static Cursor of(Finding finding) {
      return new Cursor(Times.micros(finding.last()), finding.id().value());
    }

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

  @Override
  public Optional<Finding> triage(
      FindingId id, Finding.Status status, String note, String author, Instant time) {
    boolean known =
        writer.write(connection ->
            new FindingWriter(connection)
                .triage(id, status, new FindingWriter.Act(note, author, time)));
    return known ? find(id) : Optional.empty();
  }

  @Override
  public List<TriageEntry> history(FindingId id) {
    return readers.withHandle(handle ->
        handle
            .createQuery(
                "select time, author, from_status, to_status, note from triage where finding = :id order by position")
            .bind("id", id.value())
            .map((row, _) -> readTriage(row))
            .list());
  }

  private static TriageEntry readTriage(ResultSet row) throws SQLException {
    return new TriageEntry(
        Times.instant(row.getLong("time")),
        row.getString("author"),
        Finding.Status.valueOf(row.getString("from_status")),
        Finding.Status.valueOf(row.getString("to_status")),
        row.getString("note"));
  }

  @Override
  public List<Heat> heat(Instant since) {
    return readers.withHandle(handle ->
        handle
            .createQuery(
                """
                select technique, count(*) as findings, sum(count) as occurrences, sum(is_open) as open,
                       max(level) as highest, max(last) as newest
                from finding_technique where last >= :since group by technique order by technique
                """)
            .bind("since", Times.micros(since))
            .map((row, _) ->
                new Heat(
                    new TechniqueId(row.getString("technique")),
                    row.getLong("findings"),
                    row.getLong("occurrences"),
                    row.getLong("open"),
                    FindingRow.level(row.getInt("highest")),
                    Times.instant(row.getLong("newest"))))
            .list());
  }

  @Override
  public List<RuleActivity> ruleActivity() {
    return readers.withHandle(handle ->
        handle
            .createQuery(
                """
                select rule, count(*) as findings, sum(count) as occurrences, max(last) as newest
                from finding group by rule order by rule
                """)
            .map((row, _) ->
                new RuleActivity(
                    new RuleId(row.getString("rule")),
                    row.getLong("findings"),
                    row.getLong("occurrences"),
                    Times.instant(row.getLong("newest"))))
            .list());
  }
}
