package io.sextant.store.awareness;

import io.sextant.core.awareness.RunDocument;
import io.sextant.core.awareness.RunId;
import io.sextant.core.awareness.RunReader;
import io.sextant.core.awareness.Runs;
import io.sextant.core.awareness.SavedRun;
import io.sextant.store.Readers;
import io.sextant.store.StoreException;
import io.sextant.store.Times;
import io.sextant.store.Writer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Records of exercises on SQLite. The version is looked at and raised by the one writing thread,
/// so of two changes made from the same version only one is done.
public final class SqliteRuns implements Runs {
  private static final String FACTS = "id, version, author, created, changed, document";
  private static final String ALL = "select " + FACTS + " from tabletop_run";

  private final Writer writer;
  private final Readers readers;

  public SqliteRuns(Writer writer, Readers readers) {
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public List<SavedRun> list() {
    return readers.withHandle(handle ->
        handle
            .createQuery(ALL + " order by changed desc, id desc")
            .map((row, _) -> read(row))
            .list());
  }

  @Override
  public Optional<SavedRun> find(RunId id) {
    return readers.withHandle(handle ->
        handle
            .createQuery(ALL + " where id = :id")
            .bind("id", id.value())
            .map((row, _) -> read(row))
            .findOne());
  }

  @Override
  public boolean add(RunId id, RunDocument document, String author, Instant now) {
    return writer.write(connection -> {
      try (PreparedStatement insert =
          connection.prepareStatement(
              "insert into tabletop_run ("
                  + FACTS
                  + ") select ?, ?, ?, ?, ?, ? where (select count(*) from tabletop_run) < ?")) {
        bind(insert, new SavedRun(id, 1, author, now, now, document));
        insert.setInt(7, MOST);
        return insert.executeUpdate() > 0;
      }
    });
  }

  @Override
  public Outcome replace(RunId id, int seen, RunDocument document, String author, Instant now) {
    return change(
        id,
        seen,
        (connection, run) -> {
          SavedRun next = new SavedRun(id, run.version() + 1, author, run.created(), now, document);
          try (PreparedStatement replace =
              connection.prepareStatement(
                  "insert or replace into tabletop_run ("
                      + FACTS
                      + ") values (?, ?, ?, ?, ?, ?)")) {
            bind(replace, next);
            int _ = replace.executeUpdate();
          }
          return next;
        });
  }

  @Override
  public Outcome remove(RunId id, int seen) {
    return change(
        id,
        seen,
        (connection, run) -> {
          try (PreparedStatement delete =
              connection.prepareStatement("delete from tabletop_run where id = ?")) {
            delete.setString(1, id.value());
            int _ = delete.executeUpdate();
          }
          return run;
        });
  }

  @FunctionalInterface
  private interface Change {
    SavedRun of(Connection connection, SavedRun run) throws SQLException;
  }

  private Outcome change(RunId id, int seen, Change change) {
    return writer.write(connection -> {
      Optional<SavedRun> now = current(connection, id);
      if (now.isEmpty()) {
        return new Outcome.Missing();
      }
      return now.get().version() == seen
          ? new Outcome.Done(change.of(connection, now.get()))
          : new Outcome.Outdated(now.get());
    });
  }

  private static Optional<SavedRun> current(Connection connection, RunId id) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(ALL + " where id = ?")) {
      select.setString(1, id.value());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(read(row)) : Optional.empty();
      }
    }
  }

  private static void bind(PreparedStatement statement, SavedRun run) throws SQLException {
    statement.setString(1, run.id().value());
    statement.setInt(2, run.version());
    statement.setString(3, run.author());
    statement.setLong(4, Times.micros(run.created()));
    statement.setLong(5, Times.micros(run.changed()));
    statement.setString(6, run.document().json());
  }

  private static SavedRun read(ResultSet row) throws SQLException {
    return new SavedRun(
        new RunId(row.getString("id")),
        row.getInt("version"),
        row.getString("author"),
        Times.instant(row.getLong("created")),
        Times.instant(row.getLong("changed")),
        document(row.getString("id"), row.getString("document")));
  }

  private static RunDocument document(String id, String json) {
    return RunReader.read(id, json)
        .run()
        .orElseThrow(() ->
            new StoreException(
                StoreException.Reason.CORRUPT, "the record of exercise " + id + " is damaged"));
  }
}
