package io.sextant.store.threat;

import io.sextant.core.document.Place;
import io.sextant.core.system.SystemId;
import io.sextant.core.threat.Decision;
import io.sextant.core.threat.DecisionLog;
import io.sextant.core.threat.ThreatKey;
import io.sextant.store.Readers;
import io.sextant.store.Times;
import io.sextant.store.Writer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Decisions on SQLite. The last number is looked at by the one writing thread, so of two decisions
/// made from the same knowledge only one is taken.
public final class SqliteDecisionLog implements DecisionLog {
  private static final String COLUMNS =
      "threat, number, time, status, owner, author, reason, day, expires";
  private static final String ALL = "select " + COLUMNS + " from threat_decision d";

  private final Writer writer;
  private final Readers readers;

  public SqliteDecisionLog(Writer writer, Readers readers) {
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public List<Logged> current(SystemId system) {
    return readers.withHandle(handle ->
        handle
            .createQuery(
                ALL
                    + " where system = :system and number = (select max(number) from threat_decision"
                    + " where system = d.system and threat = d.threat) order by threat")
            .bind("system", system.value())
            .map((row, _) -> read(row))
            .list());
  }

  @Override
  public List<Logged> history(SystemId system, ThreatKey threat) {
    return readers.withHandle(handle ->
        handle
            .createQuery(ALL + " where system = :system and threat = :threat order by number")
            .bind("system", system.value())
            .bind("threat", threat.toString())
            .map((row, _) -> read(row))
            .list());
  }

  @Override
  public Outcome add(SystemId system, int seen, Decision decision, Instant now) {
    return writer.write(connection -> {
      Optional<Logged> last = last(connection, system, decision.threat());
      if (last.map(Logged::number).orElse(0) != seen) {
        return last.<Outcome>map(Outcome.Outdated::new)
            .orElseGet(() -> new Outcome.Outdated(new Logged(0, now, decision)));
      }
      Logged logged = new Logged(seen + 1, now, decision);
      insert(connection, system, logged);
      return new Outcome.Done(logged);
    });
  }

  private static Optional<Logged> last(Connection connection, SystemId system, ThreatKey threat)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            ALL + " where system = ? and threat = ? order by number desc limit 1")) {
      select.setString(1, system.value());
      select.setString(2, threat.toString());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(read(row)) : Optional.empty();
      }
    }
  }

  private static void insert(Connection connection, SystemId system, Logged logged)
      throws SQLException {
    Decision decision = logged.decision();
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into threat_decision ("
                + COLUMNS
                + ", system) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      insert.setString(1, decision.threat().toString());
      insert.setInt(2, logged.number());
      insert.setLong(3, Times.micros(logged.time()));
      insert.setString(4, decision.status().word());
      insert.setString(5, decision.owner().orElse(null));
      insert.setString(6, decision.author().orElse(null));
      insert.setString(7, decision.reason().orElse(null));
      insert.setString(8, decision.date().map(LocalDate::toString).orElse(null));
      insert.setString(9, decision.expires().map(LocalDate::toString).orElse(null));
      insert.setString(10, system.value());
      int _ = insert.executeUpdate();
    }
  }

  private static Logged read(ResultSet row) throws SQLException {
    return new Logged(
        row.getInt("number"),
        Times.instant(row.getLong("time")),
        new Decision(
            ThreatKey.parse(row.getString("threat")).orElseThrow(),
            Decision.Status.of(row.getString("status")).orElseThrow(),
            Optional.ofNullable(row.getString("owner")),
            Optional.ofNullable(row.getString("author")),
            Optional.ofNullable(row.getString("reason")),
            Optional.ofNullable(row.getString("day")).map(LocalDate::parse),
            Optional.ofNullable(row.getString("expires")).map(LocalDate::parse),
            Place.FILE));
  }
}
