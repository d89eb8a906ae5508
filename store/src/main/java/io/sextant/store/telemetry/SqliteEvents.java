package io.sextant.store.telemetry;

import io.sextant.core.Page;
import io.sextant.core.telemetry.Event;
import io.sextant.core.telemetry.EventId;
import io.sextant.core.telemetry.Events;
import io.sextant.core.telemetry.SourceFormat;
import io.sextant.sigma.LogSource;
import io.sextant.store.Readers;
import io.sextant.store.StoreException;
import io.sextant.store.Times;
import io.sextant.store.Writer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The journal of events on SQLite.
///
/// Numbers are drawn by the single writer from a counter that outlives pruning. Bodies are JSON
/// text; original bytes are deflated, or none where the body is the original.
public final class SqliteEvents implements Events {
  private static final JsonMapper JSON = JsonMapper.shared();

  /// Rows deleted in one transaction, so that pruning never holds the writer for long.
  private static final int PRUNE_STEP = 500;

  private static final String COLUMNS =
      "sequence, id, time, received, category, product, service, format, body, original";

  private static final String INSERT =
      """
      insert into event (sequence, id, time, received, category, product, service, system, bytes, format, body, original)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as text), ?)
      """;

  /// What rules have not searched yet, and evidence of a finding that nobody has settled yet, is
  /// kept whatever its age.
  private static final String DELETE_OLDEST =
      """
      delete from event where sequence in (
        select sequence from event e
        where e.time < ?
          and e.sequence <= (select coalesce(max(value), 0) from setting where name = 'searched')
          and not exists (
          select 1 from finding_evidence v join finding f on f.id = v.finding
          where v.event = e.id and f.is_open = 1)
        order by e.time limit ?)
      returning bytes
      """;

  private static final String SETTING = "select value from setting where name = ?";

  /// Settings kept in step with the table, so that nothing has to count it.
  private static final String LAST = "journal";

  private static final String HELD = "journal-held";
  private static final String BYTES = "journal-bytes";

  private final Writer writer;
  private final Readers readers;

  public SqliteEvents(Writer writer, Readers readers) {
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public List<Numbered> append(List<Event> events) {
    if (events.isEmpty()) {
      return List.of();
    }
    List<Row> rows = new ArrayList<>(events.size());
    try (Deflated.Press press = new Deflated.Press()) {
      events.forEach(event -> rows.add(Row.of(event, press)));
    }
    return writer.write(connection -> insert(connection, rows));
  }

  /// What is written of an event; made before the writing thread takes it, which only writes.
  ///
  /// @param body in UTF-8, as SQLite holds texts
  @SuppressWarnings("ArrayRecordComponent") // lives for one insert; never compared
  private record Row(
      Event event, long time, long received, String system, byte[] body, Deflated original) {
    Row(Event event, byte[] body, Deflated original) {
      this(
          event,
          Times.micros(event.time()),
          Times.micros(event.received()),
          event.body().path("service.name").asString(""),
          body,
          original);
    }

    static Row of(Event event, Deflated.Press press) {
      Event.Original original = event.original();
      if (original.isBody()) {
        return new Row(event, original.bytes(), Deflated.SAME_AS_BODY);
      }
      byte[] body = JSON.writeValueAsBytes(event.body());
      return new Row(event, body, press.press(original.bytes(), body));
    }

    /// What the row takes, near enough for retention.
    long bytes() {
      return body.length + (long) original.bytes().length;
    }
  }

  private static List<Numbered> insert(Connection connection, List<Row> rows) throws SQLException {
    long sequence = lastSequence(connection);
    List<Numbered> numbered = new ArrayList<>(rows.size());
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (Row row : rows) {
        sequence++;
        bind(insert, sequence, row);
        insert.addBatch();
        numbered.add(new Numbered(sequence, row.event));
      }
      insert.executeBatch();
    }
    add(connection, LAST, rows.size());
    add(connection, HELD, rows.size());
    add(connection, BYTES, rows.stream().mapToLong(Row::bytes).sum());
    return numbered;
  }

  private static long lastSequence(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SETTING)) {
      select.setString(1, LAST);
      try (ResultSet result = select.executeQuery()) {
        return result.next() ? result.getLong(1) : 0;
      }
    }
  }

  private static void add(Connection connection, String setting, long amount) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            insert into setting (name, value) values (?, ?)
            on conflict (name) do update set value = setting.value + excluded.value
            """)) {
      update.setString(1, setting);
      update.setLong(2, amount);
      update.executeUpdate();
    }
  }

  private static void bind(PreparedStatement insert, long sequence, Row row) throws SQLException {
    Event event = row.event;
    insert.setLong(1, sequence);
    insert.setString(2, event.id().value());
    insert.setLong(3, row.time);
    insert.setLong(4, row.received);
    insert.setString(5, event.logSource().category());
    insert.setString(6, event.logSource().product());
    insert.setString(7, event.logSource().service());
    insert.setString(8, row.system);
    insert.setLong(9, row.bytes());
    insert.setString(10, event.original().format().label());
    insert.setBytes(11, row.body);
    insert.setBytes(12, row.original.bytes());
  }

  @Override
  public Optional<Event> find(EventId id) {
    return readers.withHandle(handle ->
        handle
            .createQuery("select " + COLUMNS + " from event where id = :id")
            .bind("id", id.value())
            .map(SqliteEvents::read)
            .findOne()
            .map(Numbered::event));
  }

  @Override
  public List<Numbered> after(long sequence, int limit) {
    return readers.withHandle(handle ->
        handle
            .createQuery(
                "select "
                    + COLUMNS
                    + " from event where sequence > :after order by sequence limit :limit")
            .bind("after", sequence)
            .bind("limit", limit)
            .map(SqliteEvents::read)
            .list());
  }

  @Override
  public long firstSince(Instant time) {
    return readers.withHandle(handle ->
        handle
            .createQuery(
                """
                select coalesce(
                  (select min(sequence) from event where time >= :time),
                  (select value + 1 from setting where name = 'journal'), 1)
                """)
            .bind("time", Times.micros(time))
            .mapTo(Long.class)
            .one());
  }

  @Override
  public Page<Event> page(String category, String service, Optional<String> cursor, int limit) {
    List<Numbered> rows =
        readers.withHandle(handle -> {
          String where =
              " where sequence < :before"
                  + (category.isEmpty() ? "" : " and category = :category")
                  + (service.isEmpty() ? "" : " and system = :system");
          var query =
              handle
                  .createQuery(
                      "select "
                          + COLUMNS
                          + " from event"
                          + where
                          + " order by sequence desc limit :limit")
                  .bind("before", cursor.map(Long::parseLong).orElse(Long.MAX_VALUE))
                  .bind("limit", limit + 1);
          if (!category.isEmpty()) {
            query.bind("category", category);
          }
          if (!service.isEmpty()) {
            query.bind("system", service);
          }
          return query.map(SqliteEvents::read).list();
        });
    boolean more = rows.size() > limit;
    List<Numbered> shown = more ? rows.subList(0, limit) : rows;
    return new Page<>(
        shown.stream().map(Numbered::event).toList(),
        more ? Optional.of(Long.toString(shown.getLast().sequence())) : Optional.empty());
  }

  @Override
  public long count() {
    return setting(HELD);
  }

  @Override
  public long prune(Instant olderThan, long maxBytes) {
    long deleted = pruneWhile(Times.micros(olderThan), 0);
    return deleted + pruneWhile(Long.MAX_VALUE, maxBytes);
  }

  /// Deletes oldest events before a time, step by step, as long as more than `keepBytes` are held.
  private long pruneWhile(long beforeMicros, long keepBytes) {
    long deleted = 0;
    int step = PRUNE_STEP;
    while (step == PRUNE_STEP && setting(BYTES) > keepBytes) {
      step = writer.write(connection -> deleteOldest(connection, beforeMicros));
      deleted += step;
    }
    return deleted;
  }

  private static int deleteOldest(Connection connection, long beforeMicros) throws SQLException {
    int deleted = 0;
    long bytes = 0;
    try (PreparedStatement delete = connection.prepareStatement(DELETE_OLDEST)) {
      delete.setLong(1, beforeMicros);
      delete.setInt(2, PRUNE_STEP);
      try (ResultSet gone = delete.executeQuery()) {
        while (gone.next()) {
          deleted++;
          bytes += gone.getLong(1);
        }
      }
    }
    add(connection, HELD, -deleted);
    add(connection, BYTES, -bytes);
    return deleted;
  }

  private long setting(String name) {
    return readers.withHandle(
        handle -> handle.createQuery(SETTING).bind(0, name).mapTo(Long.class).findOne().orElse(0L));
  }

  private static Numbered read(ResultSet row, StatementContext context) throws SQLException {
    String text = row.getString("body");
    if (!(JSON.readTree(text) instanceof ObjectNode body)) {
      throw new StoreException(
          StoreException.Reason.CORRUPT,
          "the body of event " + row.getString("id") + " is no object");
    }
    Deflated original = new Deflated(row.getBytes("original"));
    Event event =
        new Event(
            new EventId(row.getString("id")),
            Times.instant(row.getLong("time")),
            Times.instant(row.getLong("received")),
            new LogSource(
                row.getString("category"), row.getString("product"), row.getString("service")),
            body,
            new Event.Original(
                SourceFormat.labelled(row.getString("format")),
                original.inflated(text),
                original.isSameAsBody()));
    return new Numbered(row.getLong("sequence"), event);
  }
}
