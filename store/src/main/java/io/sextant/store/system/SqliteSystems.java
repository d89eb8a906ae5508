package io.sextant.store.system;

import io.sextant.core.system.MapDocument;
import io.sextant.core.system.SavedMap;
import io.sextant.core.system.Stage;
import io.sextant.core.system.SystemId;
import io.sextant.core.system.Systems;
import io.sextant.store.Readers;
import io.sextant.store.Times;
import io.sextant.store.Writer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// System maps on SQLite. The version is looked at and raised by the one writing thread, so of two
/// changes made from the same version only one is done.
public final class SqliteSystems implements Systems {
  private static final String FACTS =
      "m.id, m.version, m.author, m.note, m.saved, m.name, m.owner, m.stage, m.components, m.flows";
  private static final String WITH_TEXT = "select " + FACTS + ", m.document from system_map m";
  private static final String WITHOUT_TEXT =
      "select " + FACTS + ", '' as document from system_map m";
  private static final String NEWEST = " join system s on s.id = m.id and s.version = m.version";

  private final Writer writer;
  private final Readers readers;

  public SqliteSystems(Writer writer, Readers readers) {
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public List<SavedMap> list() {
    return readers.withHandle(handle ->
        handle
            .createQuery(WITHOUT_TEXT + NEWEST + " order by m.id")
            .map((row, _) -> read(row))
            .list());
  }

  @Override
  public Optional<SavedMap> find(SystemId id) {
    return readers.withHandle(handle ->
        handle
            .createQuery(WITH_TEXT + NEWEST + " where m.id = :id")
            .bind("id", id.value())
            .map((row, _) -> read(row))
            .findOne());
  }

  @Override
  public Optional<SavedMap> version(SystemId id, int version) {
    return readers.withHandle(handle ->
        handle
            .createQuery(WITH_TEXT + " where m.id = :id and m.version = :version")
            .bind("id", id.value())
            .bind("version", version)
            .map((row, _) -> read(row))
            .findOne());
  }

  @Override
  public List<SavedMap> versions(SystemId id) {
    return readers.withHandle(handle ->
        handle
            .createQuery(WITHOUT_TEXT + " where m.id = :id order by m.version desc")
            .bind("id", id.value())
            .map((row, _) -> read(row))
            .list());
  }

  @Override
  public Outcome add(MapDocument document, String author, String note, Instant now) {
    return writer.write(connection -> {
      Optional<SavedMap> there = current(connection, document.id());
      if (there.isPresent()) {
        return new Outcome.Outdated(there.get());
      }
      try (PreparedStatement insert =
          connection.prepareStatement(
              "insert into system (id, version, layout) select ?, 1, '' where (select count(*) from system) < ?")) {
        insert.setString(1, document.id().value());
        insert.setInt(2, MOST);
        if (insert.executeUpdate() == 0) {
          return new Outcome.Full();
        }
      }
      return new Outcome.Done(insert(connection, new SavedMap(1, author, note, now, document)));
    });
  }

  @Override
  public Outcome save(int seen, MapDocument document, String author, String note, Instant now) {
    return change(
        document.id(),
        seen,
        (connection, _) -> {
          try (PreparedStatement update =
              connection.prepareStatement("update system set version = ? where id = ?")) {
            update.setInt(1, seen + 1);
            update.setString(2, document.id().value());
            int _ = update.executeUpdate();
          }
          return insert(connection, new SavedMap(seen + 1, author, note, now, document));
        });
  }

  @Override
  public Outcome remove(SystemId id, int seen) {
    return change(
        id,
        seen,
        (connection, map) -> {
          for (String table : List.of("system_map", "system")) {
            try (PreparedStatement delete =
                connection.prepareStatement("delete from " + table + " where id = ?")) {
              delete.setString(1, id.value());
              int _ = delete.executeUpdate();
            }
          }
          return map;
        });
  }

  @Override
  public String layout(SystemId id) {
    return readers.withHandle(handle ->
        handle
            .createQuery("select layout from system where id = :id")
            .bind("id", id.value())
            .mapTo(String.class)
            .findOne()
            .orElse(""));
  }

  @Override
  public void arrange(SystemId id, String layout) {
    int _ =
        writer.write(connection -> {
          try (PreparedStatement update =
              connection.prepareStatement("update system set layout = ? where id = ?")) {
            update.setString(1, layout);
            update.setString(2, id.value());
            return update.executeUpdate();
          }
        });
  }

  @FunctionalInterface
  private interface Change {
    SavedMap of(Connection connection, SavedMap map) throws SQLException;
  }

  private Outcome change(SystemId id, int seen, Change change) {
    return writer.write(connection -> {
      Optional<SavedMap> now = current(connection, id);
      if (now.isEmpty()) {
        return new Outcome.Missing();
      }
      return now.get().version() == seen
          ? new Outcome.Done(change.of(connection, now.get()))
          : new Outcome.Outdated(now.get());
    });
  }

  private static Optional<SavedMap> current(Connection connection, SystemId id)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(WITH_TEXT + NEWEST + " where m.id = ?")) {
      select.setString(1, id.value());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(read(row)) : Optional.empty();
      }
    }
  }

  private static SavedMap insert(Connection connection, SavedMap map) throws SQLException {
    MapDocument document = map.document();
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into system_map (id, version, author, note, saved, name, owner, stage, components, flows, document)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      insert.setString(1, document.id().value());
      insert.setInt(2, map.version());
      insert.setString(3, map.author());
      insert.setString(4, map.note());
      insert.setLong(5, Times.micros(map.saved()));
      insert.setString(6, document.name());
      insert.setString(7, document.owner().orElse(null));
      insert.setString(8, document.stage().word());
      insert.setInt(9, document.components());
      insert.setInt(10, document.flows());
      insert.setString(11, document.text());
      int _ = insert.executeUpdate();
    }
    return map;
  }

  private static SavedMap read(ResultSet row) throws SQLException {
    return new SavedMap(
        row.getInt("version"),
        row.getString("author"),
        row.getString("note"),
        Times.instant(row.getLong("saved")),
        new MapDocument(
            new SystemId(row.getString("id")),
            row.getString("name"),
            Optional.ofNullable(row.getString("owner")),
            Stage.of(row.getString("stage")).orElse(Stage.UNKNOWN),
            row.getInt("components"),
            row.getInt("flows"),
            row.getString("document")));
  }
}
