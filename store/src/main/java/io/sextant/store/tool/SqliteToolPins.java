package io.sextant.store.tool;

import io.sextant.core.tool.ToolPin;
import io.sextant.core.tool.ToolPins;
import io.sextant.store.Readers;
import io.sextant.store.Times;
import io.sextant.store.Writer;
import java.sql.PreparedStatement;
import java.util.List;

/// Pins on SQLite.
public final class SqliteToolPins implements ToolPins {
  private static final String COLUMNS = "server, name, sha256, definition, approved, since";

  private final Writer writer;
  private final Readers readers;

  public SqliteToolPins(Writer writer, Readers readers) {
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public List<ToolPin> list() {
    return readers.withHandle(handle ->
        handle
            .createQuery("select " + COLUMNS + " from tool_pin order by server, name")
            .map((row, _) ->
                new ToolPin(
                    row.getString("server"),
                    row.getString("name"),
                    row.getString("sha256"),
                    row.getString("definition"),
                    row.getInt("approved") != 0,
                    Times.instant(row.getLong("since"))))
            .list());
  }

  @Override
  public void put(ToolPin pin) {
    int _ =
        writer.write(connection -> {
          try (PreparedStatement put =
              connection.prepareStatement(
                  "insert or replace into tool_pin (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?)")) {
            put.setString(1, pin.server());
            put.setString(2, pin.name());
            put.setString(3, pin.sha256());
            put.setString(4, pin.definition());
            put.setInt(5, pin.approved() ? 1 : 0);
            put.setLong(6, Times.micros(pin.since()));
            return put.executeUpdate();
          }
        });
  }
}
