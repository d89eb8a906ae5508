package io.sextant.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.sextant.core.access.Tokens;
import io.sextant.core.awareness.Cards;
import io.sextant.core.awareness.Runs;
import io.sextant.core.detection.Findings;
import io.sextant.core.layer.Layers;
import io.sextant.core.system.Systems;
import io.sextant.core.telemetry.Events;
import io.sextant.core.threat.DecisionLog;
import io.sextant.core.tool.AgentMarks;
import io.sextant.core.tool.AgentMemory;
import io.sextant.core.tool.ToolPins;
import io.sextant.store.StoreException.Reason;
import io.sextant.store.access.SqliteTokens;
import io.sextant.store.awareness.SqliteCards;
import io.sextant.store.awareness.SqliteRuns;
import io.sextant.store.detection.SqliteFindings;
import io.sextant.store.layer.SqliteLayers;
import io.sextant.store.system.SqliteSystems;
import io.sextant.store.telemetry.SqliteEvents;
import io.sextant.store.threat.SqliteDecisionLog;
import io.sextant.store.tool.SqliteAgentMarks;
import io.sextant.store.tool.SqliteToolPins;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// The embedded store: one SQLite file in write-ahead mode, one writing thread, a few reading
/// connections.
///
/// A commit reaches the disk before it is acknowledged (`synchronous=full`): with group commit that
/// costs little. Any thread may use it.
public final class SqliteStore implements AutoCloseable {
  private static final String URL = "jdbc:sqlite:";
  private static final int READERS = 4;
  private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(5);

  /// Memory for pages of the file per connection, in KiB (a negative number to SQLite).
  private static final int CACHE_KIBIBYTES = 8 * 1024;

  /// Three events of usual size fit a page; in SQLite's own 4 KiB only one would, and half of the
  /// file would be empty.
  private static final int PAGE_BYTES = 8 * 1024;

  /// Pages in the write-ahead log after which it is folded into the file.
  private static final int CHECKPOINT_PAGES = 16 * 1024 * 1024 / PAGE_BYTES;

  /// What the log keeps once a long read, such as a backup, has made it grow.
  private static final int LOG_BYTES = 64 * 1024 * 1024;

  private final HikariDataSource readers;
  private final Connection writing;
  private final Writer writer;
  private final SqliteEvents events;
  private final SqliteFindings findings;
  private final SqliteTokens tokens;
  private final SqliteLayers layers;
  private final SqliteSystems systems;
  private final SqliteDecisionLog decisions;
  private final SqliteRuns runs;
  private final SqliteCards cards;
  private final SqliteToolPins toolPins;
  private final SqliteAgentMarks agentMarks;

  private SqliteStore(HikariDataSource readers, Connection writing) {
    this.readers = readers;
    this.writing = writing;
    writer = new Writer(writing);
    Readers reading = new Readers(Jdbi.create(readers));
    events = new SqliteEvents(writer, reading);
    findings = new SqliteFindings(writer, reading);
    tokens = new SqliteTokens(writer, reading);
    layers = new SqliteLayers(writer, reading);
    systems = new SqliteSystems(writer, reading);
    decisions = new SqliteDecisionLog(writer, reading);
    runs = new SqliteRuns(writer, reading);
    cards = new SqliteCards(writer, reading);
    toolPins = new SqliteToolPins(writer, reading);
    agentMarks = new SqliteAgentMarks(writer, reading);
  }

  /// Opens the database of a data folder, migrates it, and checks it first when the last run did
  /// not end cleanly.
  ///
  /// @throws StoreException CORRUPT or TOO_NEW; the file is left as it is
  public static SqliteStore open(DataFolder folder) {
    Path file = folder.path().resolve("sextant.db");
    try {
      if (Files.notExists(file)) {
        create(file);
      }
      SQLiteDataSource source = source(file);
      if (!folder.endedCleanly()) {
        check(source, file);
      }
      migrate(source, file);
      return new SqliteStore(readers(file), source.getConnection());
    } catch (SQLException | FlywayException e) {
      throw unopened(file, StoreException.of(e));
    }
  }

  /// Sets what cannot be changed later, in this order: write-ahead mode fixes the size of pages.
  private static void create(Path file) throws SQLException {
    try (Connection connection = DriverManager.getConnection(URL + file);
        Statement statement = connection.createStatement()) {
      statement.execute("pragma page_size = " + PAGE_BYTES);
      statement.execute("pragma journal_mode = wal");
    }
  }

  private static SQLiteDataSource source(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setBusyTimeout((int) BUSY_TIMEOUT.toMillis());
    config.setCacheSize(-CACHE_KIBIBYTES);
    config.setJournalSizeLimit(LOG_BYTES);
    config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, Integer.toString(CHECKPOINT_PAGES));
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl(URL + file);
    return source;
  }

  private static HikariDataSource readers(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout((int) BUSY_TIMEOUT.toMillis());
    config.setCacheSize(-CACHE_KIBIBYTES);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl(URL + file);
    HikariConfig pool = new HikariConfig();
    pool.setDataSource(source);
    pool.setPoolName("store-readers");
    pool.setReadOnly(true);
    pool.setMaximumPoolSize(READERS);
    pool.setMinimumIdle(1);
    return new HikariDataSource(pool);
  }

  private static void check(SQLiteDataSource source, Path file) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("pragma quick_check(1)")) {
      if (result.next() && !"ok".equals(result.getString(1))) {
        throw new StoreException(
            Reason.CORRUPT,
            "the database "
                + file
                + " is damaged ("
                + result.getString(1)
                + "); it was left as it is");
      }
    }
  }

  private static void migrate(SQLiteDataSource source, Path file) {
    Flyway flyway =
        Flyway.configure()
            .dataSource(source)
            .locations("classpath:db/common")
            .outOfOrder(false)
            .load();
    for (var migration : flyway.info().all()) {
      if (migration.getState().isApplied() && !migration.getState().isResolved()) {
        throw new StoreException(
            Reason.TOO_NEW,
            "the database "
                + file
                + " was written by a newer Sextant (schema "
                + migration.getVersion()
                + "); it was left as it is");
      }
    }
    flyway.migrate();
  }

  /// The failure, with the file that a person has to look at.
  private static StoreException unopened(Path file, StoreException failure) {
    return new StoreException(
        failure.reason(),
        "the database "
            + file
            + " cannot be opened ("
            + failure.getMessage()
            + "); it was left as it is",
        failure);
  }

  public Events events() {
    return events;
  }

  public Findings findings() {
    return findings;
  }

  public Tokens tokens() {
    return tokens;
  }

  public Layers layers() {
    return layers;
  }

  public Systems systems() {
    return systems;
  }

  public DecisionLog decisions() {
    return decisions;
  }

  public Runs runs() {
    return runs;
  }

  public Cards cards() {
    return cards;
  }

  public ToolPins toolPins() {
    return toolPins;
  }

  public AgentMarks agentMarks() {
    return agentMarks;
  }

  public AgentMemory agents() {
    return new AgentMemory(toolPins, agentMarks);
  }

  /// Whether the database answers a read.
  public boolean answers() {
    try (Connection connection = readers.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select 1")) {
      return result.next();
    } catch (SQLException e) {
      return false;
    }
  }

  /// Finishes queued writes, folds the write-ahead log into the file and closes.
  @Override
  public void close() {
    writer.close();
    readers.close();
    try (writing;
        Statement statement = writing.createStatement()) {
      statement.execute("pragma optimize");
      statement.execute("pragma wal_checkpoint(truncate)");
    } catch (SQLException e) {
      throw StoreException.of(e);
    }
  }
}
