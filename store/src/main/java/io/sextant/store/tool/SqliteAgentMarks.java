package io.sextant.store.tool;

import io.sextant.core.tool.AgentMark;
import io.sextant.core.tool.AgentMarks;
import io.sextant.store.Readers;
import io.sextant.store.Times;
import io.sextant.store.Writer;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Marks on SQLite.
public final class SqliteAgentMarks implements AgentMarks {
  private static final String COLUMNS = "principal, session, sensitive, suspicious";

  private final Writer writer;
  private final Readers readers;

  public SqliteAgentMarks(Writer writer, Readers readers) {
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public List<AgentMark> since(Instant time) {
    int _ =
        writer.write(connection -> {
          try (PreparedStatement old =
              connection.prepareStatement(
                  "delete from agent_mark where sensitive < ? and suspicious < ?")) {
            old.setLong(1, Times.micros(time));
            old.setLong(2, Times.micros(time));
            return old.executeUpdate();
          }
        });
    return readers.withHandle(handle ->
        handle
            .createQuery("select " + COLUMNS + " from agent_mark order by principal, session")
            .map((row, _) ->
                new AgentMark(
                    row.getString("principal"),
                    row.getString("session"),
                    time(row.getLong("sensitive")),
                    time(row.getLong("suspicious"))))
            .list());
  }

  @Override
  public void put(AgentMark mark) {
    int _ =
        writer.write(connection -> {
          try (PreparedStatement put =
              connection.prepareStatement(
                  "insert or replace into agent_mark (" + COLUMNS + ") values (?, ?, ?, ?)")) {
            put.setString(1, mark.principal());
            put.setString(2, mark.session());
            put.setLong(3, micros(mark.sensitive()));
            put.setLong(4, micros(mark.suspicious()));
            return put.executeUpdate();
          }
        });
  }

  private static long micros(Optional<Instant> time) {
    return time.map(Times::micros).orElse(0L);
  }

  private static Optional<Instant> time(long micros) {
    return micros == 0 ? Optional.empty() : Optional.of(Times.instant(micros));
  }
}
