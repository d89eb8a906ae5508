package io.sextant.gateway.access;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Meters that several gateways share, in a PostgreSQL database and by its clock. Each step is one
/// statement, so it takes one way to the database and back. Thread-safe.
///
/// While the database is away each gateway goes by a meter of its own. Keys stand there as SHA-256:
/// the database learns nobody's name.
public final class PostgresMeters implements Meter.Source, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresMeters.class);
  private static final int CONNECTIONS = 8;

  /// Longest wait for a connection, in milliseconds: a request does not wait longer for its limits.
  private static final int PATIENCE = 500;

  private static final int PATIENCE_SECONDS = 1;

  /// How long the database is left alone once it has failed.
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /// Statements after which what is whole again is deleted.
  private static final int SWEEP = 50_000;

  private static final String NOW =
      "(extract(epoch from clock_timestamp()) * 1000000)::bigint * 1000";
  private static final String TABLE =
      "create table if not exists sextant_allowance (key text primary key, due bigint not null)";
  private static final String INDEX =
      "create index if not exists sextant_allowance_due on sextant_allowance (due)";
  private static final String TAKE =
      "with clock as materialized (select "
          + NOW
          + " as now) insert into sextant_allowance as held (key, due)"
          + " select ?, now + ? from clock on conflict (key) do update"
          + " set due = greatest(held.due, (select now from clock)) + ?"
          + " where held.due - (select now from clock) <= ?"
          + " returning greatest(0, due - ? - (select now from clock))";
  private static final String ADD =
      "with clock as materialized (select "
          + NOW
          + " as now) insert into sextant_allowance as held (key, due)"
          + " select ?, now + least(?, ?) from clock on conflict (key) do update"
          + " set due = (select now from clock) + least(?, greatest(0, held.due - (select now from clock)) + ?)";
  private static final String USED =
      "select greatest(0, due - " + NOW + ") from sextant_allowance where key = ?";
  private static final String WHOLE = "delete from sextant_allowance where due < " + NOW;

  private final HikariDataSource source;
  private final AtomicLong statements = new AtomicLong();
  private volatile long pausedUntil = System.nanoTime();
  private volatile boolean away;

  private PostgresMeters(HikariDataSource source) {
    this.source = source;
  }

  /// Opens the database, and makes the table when there is none.
  ///
  /// @param url as JDBC writes it, `jdbc:postgresql://host/database`
  /// @throws SQLException when it cannot be reached or used
  public static PostgresMeters open(String url, String user, Secret password) throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password.reveal());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setConnectionTimeout(PATIENCE);
    config.setPoolName("limits");
    // What a crash of the database loses of the last moment is given back to everybody alike.
    config.setConnectionInitSql("set synchronous_commit = off");
    config.addDataSourceProperty("socketTimeout", PATIENCE_SECONDS);
    config.addDataSourceProperty("ApplicationName", "sextant");
    try {
      PostgresMeters meters = new PostgresMeters(new HikariDataSource(config));
      meters.prepare();
      return meters;
    } catch (HikariPool.PoolInitializationException e) {
      throw new SQLException("the database of limits cannot be reached: " + e.getMessage(), e);
    }
  }

  private void prepare() throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(TABLE);
      statement.execute(INDEX);
    } catch (SQLException e) {
      source.close();
      throw e;
    }
  }

  @Override
  public Meter of(String name, Duration longest) {
    return new Shared(name, new LocalMeter(System::nanoTime, longest));
  }

  @Override
  public void close() {
    source.close();
  }

  /// Something to ask of the database.
  @FunctionalInterface
  private interface Work {
    long run(Connection connection) throws SQLException;
  }

  /// Something to ask of the meter in memory.
  @FunctionalInterface
  private interface Local {
    long run();
  }

  private long run(Work work, Local otherwise) {
    if (System.nanoTime() - pausedUntil < 0) {
      return otherwise.run();
    }
    try (Connection connection = source.getConnection()) {
      long result = work.run(connection);
      if (statements.incrementAndGet() % SWEEP == 0) {
        sweep(connection);
      }
      if (away) {
        away = false;
        LOG.info("the database of limits answers again; limits are shared");
      }
      return result;
    } catch (SQLException e) {
      pausedUntil = System.nanoTime() + PAUSE.toNanos();
      if (!away) {
        away = true;
        LOG.error("the database of limits does not answer; limits count here alone", e);
      }
      return otherwise.run();
    }
  }

  private static void sweep(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      int _ = statement.executeUpdate(WHOLE);
    }
  }

  /// One allowance.
  private final class Shared implements Meter {
    private final String name;
    private final LocalMeter local;

    Shared(String name, LocalMeter local) {
      this.name = name;
      this.local = local;
    }

    private String id(String key) {
      return Principals.hash(name + '\n' + key);
    }

    @Override
    public long take(String key, long nanos, long most) {
      String id = id(key);
      return run(
          connection -> {
            try (PreparedStatement take = connection.prepareStatement(TAKE)) {
              take.setString(1, id);
              take.setLong(2, nanos);
              take.setLong(3, nanos);
              take.setLong(4, most);
              take.setLong(5, nanos);
              try (ResultSet taken = take.executeQuery()) {
                return taken.next() ? taken.getLong(1) : Math.max(most + 1, used(connection, id));
              }
            }
          },
          () -> local.take(key, nanos, most));
    }

    @Override
    public long used(String key) {
      String id = id(key);
      return run(connection -> used(connection, id), () -> local.used(key));
    }

    private static long used(Connection connection, String id) throws SQLException {
      try (PreparedStatement used = connection.prepareStatement(USED)) {
        used.setString(1, id);
        try (ResultSet row = used.executeQuery()) {
          return row.next() ? row.getLong(1) : 0;
        }
      }
    }

    @Override
    public void add(String key, long nanos, long most) {
      String id = id(key);
      long _ =
          run(
              connection -> {
                try (PreparedStatement add = connection.prepareStatement(ADD)) {
                  add.setString(1, id);
                  add.setLong(2, nanos);
                  add.setLong(3, most);
                  add.setLong(4, most);
                  add.setLong(5, nanos);
                  return add.executeUpdate();
                }
              },
              () -> {
                local.add(key, nanos, most);
                return 0;
              });
    }
  }
}
