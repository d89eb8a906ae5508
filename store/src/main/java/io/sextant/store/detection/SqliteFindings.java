package io.sextant.store.detection;

import io.sextant.atlas.TechniqueId;
import io.sextant.core.Page;
import io.sextant.core.detection.Finding;
import io.sextant.core.detection.FindingId;
import io.sextant.core.detection.Findings;
import io.sextant.core.telemetry.EventId;
import io.sextant.sigma.RuleId;
import io.sextant.store.Readers;
import io.sextant.store.Times;
import io.sextant.store.Writer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// Findings on SQLite, with one row per technique and per piece of evidence beside them.
public final class SqliteFindings implements Findings {
  private static final String HEAT_OF_ALL_TIME =
      """
      select technique, findings, occurrences, open, highest, last
      from technique_heat order by technique
      """;

  private static final String HEAT_SINCE =
      """
      select technique, count(*) as findings, sum(count) as occurrences, sum(is_open) as open,
             max(level) as highest, max(last) as last
      from finding_technique where last >= :since group by technique order by technique
      """;

  private final Writer writer;
  private final Readers readers;

  public SqliteFindings(Writer writer, Readers readers) {
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public List<Finding> record(List<Finding> findings, long throughSequence) {
    return writer.write(
        connection -> new FindingWriter(connection).record(findings, throughSequence));
  }

  @Override
  public List<Finding> recordLate(List<Finding> findings, Instant now) {
    return writer.write(connection -> new FindingWriter(connection).recordLate(findings, now));
  }

  @Override
  public Instant passedThrough() {
    return Times.instant(setting("passed"));
  }

  @Override
  public long searchedThrough() {
    return setting("searched");
  }

  private long setting(String name) {
    return readers.withHandle(handle ->
        handle
            .createQuery("select value from setting where name = :name")
            .bind("name", name)
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
    Optional<FindingQuery.Cursor> after = cursor.map(FindingQuery.Cursor::parse);
    List<Finding> rows =
        readers.withHandle(handle ->
            FindingQuery.of(filter, after, handle)
                .on(handle)
                .bind("limit", limit + 1)
                .map((row, _) -> FindingRow.read(row, evidence(handle, row.getString("id"))))
                .list());
    boolean more = rows.size() > limit;
    List<Finding> shown = more ? rows.subList(0, limit) : rows;
    return new Page<>(
        shown,
        more ? Optional.of(FindingQuery.Cursor.of(shown.getLast()).text()) : Optional.empty());
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
    long from = Times.micros(since);
    return readers.withHandle(handle -> {
      Query query =
          lacksNone(handle, from)
              ? handle.createQuery(HEAT_OF_ALL_TIME)
              : handle.createQuery(HEAT_SINCE).bind("since", from);
      return query.map((row, _) -> readHeat(row)).list();
    });
  }

  /// Whether no finding is older than the time.
  private static boolean lacksNone(Handle handle, long from) {
    return handle
        .createQuery("select coalesce(min(last), :from) >= :from from finding")
        .bind("from", from)
        .mapTo(Boolean.class)
        .one();
  }

  private static Heat readHeat(ResultSet row) throws SQLException {
    return new Heat(
        new TechniqueId(row.getString("technique")),
        row.getLong("findings"),
        row.getLong("occurrences"),
        row.getLong("open"),
        FindingRow.level(row.getInt("highest")),
        Times.instant(row.getLong("last")));
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
