package io.sextant.store.layer;

import io.sextant.core.layer.LayerDocument;
import io.sextant.core.layer.LayerId;
import io.sextant.core.layer.Layers;
import io.sextant.core.layer.SavedLayer;
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

/// Layers on SQLite. The version is looked at and raised by the one writing thread, so of two
/// changes made from the same version only one is done.
public final class SqliteLayers implements Layers {
  private static final String FACTS =
      "id, version, author, created, changed, name, domain, atlas_release, cells";
  private static final String ALL = "select " + FACTS + ", document from layer";

  private final Writer writer;
  private final Readers readers;

  public SqliteLayers(Writer writer, Readers readers) {
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public List<SavedLayer> list() {
    return readers.withHandle(handle ->
        handle
            .createQuery(
                "select " + FACTS + ", '' as document from layer order by changed desc, id desc")
            .map((row, _) -> read(row))
            .list());
  }

  @Override
  public Optional<SavedLayer> find(LayerId id) {
    return readers.withHandle(handle ->
        handle
            .createQuery(ALL + " where id = :id")
            .bind("id", id.value())
            .map((row, _) -> read(row))
            .findOne());
  }

  @Override
  public boolean add(LayerId id, LayerDocument document, String author, Instant now) {
    return writer.write(connection -> {
      try (PreparedStatement insert =
          connection.prepareStatement(
              "insert into layer ("
                  + FACTS
                  + ", document) select ?, ?, ?, ?, ?, ?, ?, ?, ?, ? where (select count(*) from layer) < ?")) {
        bind(insert, new SavedLayer(id, 1, author, now, now, document));
        insert.setInt(11, MOST);
        return insert.executeUpdate() > 0;
      }
    });
  }

  @Override
  public Outcome replace(LayerId id, int seen, LayerDocument document, String author, Instant now) {
    return change(
        id,
        seen,
        (connection, layer) -> {
          SavedLayer next =
              new SavedLayer(id, layer.version() + 1, author, layer.created(), now, document);
          try (PreparedStatement replace =
              connection.prepareStatement(
                  "insert or replace into layer ("
                      + FACTS
                      + ", document) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            bind(replace, next);
            int _ = replace.executeUpdate();
          }
          return next;
        });
  }

  @Override
  public Outcome remove(LayerId id, int seen) {
    return change(
        id,
        seen,
        (connection, layer) -> {
          try (PreparedStatement delete =
              connection.prepareStatement("delete from layer where id = ?")) {
            delete.setString(1, id.value());
            int _ = delete.executeUpdate();
          }
          return layer;
        });
  }

  @FunctionalInterface
  private interface Change {
    SavedLayer of(Connection connection, SavedLayer layer) throws SQLException;
  }

  private Outcome change(LayerId id, int seen, Change change) {
    return writer.write(connection -> {
      Optional<SavedLayer> now = current(connection, id);
      if (now.isEmpty()) {
        return new Outcome.Missing();
      }
      return now.get().version() == seen
          ? new Outcome.Done(change.of(connection, now.get()))
          : new Outcome.Outdated(now.get());
    });
  }

  private static Optional<SavedLayer> current(Connection connection, LayerId id)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(ALL + " where id = ?")) {
      select.setString(1, id.value());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(read(row)) : Optional.empty();
      }
    }
  }

  private static void bind(PreparedStatement statement, SavedLayer layer) throws SQLException {
    LayerDocument document = layer.document();
    statement.setString(1, layer.id().value());
    statement.setInt(2, layer.version());
    statement.setString(3, layer.author());
    statement.setLong(4, Times.micros(layer.created()));
    statement.setLong(5, Times.micros(layer.changed()));
    statement.setString(6, document.name());
    statement.setString(7, document.domain());
    statement.setString(8, document.release());
    statement.setInt(9, document.cells());
    statement.setString(10, document.json());
  }

  private static SavedLayer read(ResultSet row) throws SQLException {
    return new SavedLayer(
        new LayerId(row.getString("id")),
        row.getInt("version"),
        row.getString("author"),
        Times.instant(row.getLong("created")),
        Times.instant(row.getLong("changed")),
        new LayerDocument(
            row.getString("name"),
            row.getString("domain"),
            row.getString("atlas_release"),
            row.getInt("cells"),
            row.getString("document")));
  }
}
