package io.sextant.store;

import static io.sextant.core.contract.Samples.NOON;
import static io.sextant.core.contract.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sextant.core.detection.FindingId;
import io.sextant.core.telemetry.Event;
import io.sextant.store.StoreException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the store keeps, gives back and refuses at its limits.
class StoreLimitsTest {
  @TempDir Path path;

  @Test
  void fillsTheRoomOfPrunedEventsAgain() {
    opened(store -> {
      long first = 0;
      for (int round = 0; round < 8; round++) {
        store.events().append(events(round * 1_000, 1_000));
        store.findings().record(List.of(), (round + 1) * 1_000L);
        if (round == 1) {
          first = pages();
        }
        store.events().prune(Instant.MAX, 0);
      }
      assertThat(store.events().count()).isZero();
      assertThat(pages()).isLessThan(first * 3 / 2);
    });
  }

  @Test
  void aCopyMadeWhileItRunsIsWhole() {
    Path copied = path.resolve("restored");
    opened(store -> {
      store.events().append(events(0, 500));
      try (Connection other = connect();
          Statement statement = other.createStatement()) {
        Thread writing = Thread.startVirtualThread(() -> store.events().append(events(500, 500)));
        Files.createDirectories(copied);
        statement.execute("vacuum into '" + copied.resolve("sextant.db") + "'");
        writing.join();
      } catch (SQLException | IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    });
    try (DataFolder folder = DataFolder.open(copied);
        SqliteStore store = SqliteStore.open(folder)) {
      assertThat(store.events().count()).isIn(500L, 1_000L);
      assertThat(store.events().after(0, 1_000)).hasSize((int) store.events().count());
      assertThat(store.events().append(events(2_000, 1))).hasSize(1);
    }
  }

  @Test
  void namesTheHolderAndWhereItServes() {
    try (DataFolder folder = DataFolder.open(path)) {
      folder.announce("http://127.0.0.1:7575");
      assertThatThrownBy(() -> DataFolder.open(path))
          .hasMessageContaining(ProcessHandle.current().pid() + " at http://127.0.0.1:7575");
    }
    try (DataFolder again = DataFolder.open(path)) {
      assertThat(again.endedCleanly()).isTrue();
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsRefused() throws Exception {
    Path file = Files.createFile(path.resolve("file"));
    assertThatThrownBy(() -> DataFolder.open(file.resolve("data")))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INACCESSIBLE))
        .hasMessageContaining(file.toString());
  }

  @Test
  void aNewerSchemaIsRefused() {
    opened(store -> store.events().append(events(0, 1)));
    change(
        """
        insert into flyway_schema_history
          (installed_rank, version, description, type, script, installed_by, execution_time, success)
        values (99, '299901010000', 'later', 'SQL', 'V299901010000__later.sql', 'x', 1, 1)
        """);
    assertThatThrownBy(() -> opened(_ -> {}))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_NEW))
        .hasMessageContaining("299901010000");
    change("delete from flyway_schema_history where installed_rank = 99");
    opened(store -> assertThat(store.events().count()).isEqualTo(1));
  }

  @Test
  void aDamagedPageIsFoundAfterACrash() throws Exception {
    opened(store -> store.events().append(events(0, 2_000)));
    Path file = path.resolve("sextant.db");
    byte[] bytes = Files.readAllBytes(file);
    for (int i = bytes.length / 2; i < bytes.length / 2 + 20_000; i++) {
      bytes[i] = (byte) 0x5a;
    }
    Files.write(file, bytes);
    Files.writeString(path.resolve("sextant.lock"), "4711");
    assertThatThrownBy(() -> opened(_ -> {}))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CORRUPT))
        .hasMessageContaining(file.toString());
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
  }

  @Test
  void aReadThatFailsTellsWhyAsAWriteDoes() {
    opened(store -> {
      change("drop table triage");
      assertThatThrownBy(() -> store.findings().history(new FindingId("f")))
          .isInstanceOf(StoreException.class);
    });
  }

  @Test
  void aClosedStoreRefusesAndHangsNobody() {
    DataFolder folder = DataFolder.open(path);
    SqliteStore store = SqliteStore.open(folder);
    store.close();
    folder.close();
    assertThatThrownBy(() -> store.events().append(events(0, 1)))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CLOSED));
  }

  @Test
  void anErrorReachesItsCallerAndTheWriterGoesOn() throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        Writer writer = new Writer(connection)) {
      assertThatThrownBy(() ->
              writer.write(_ -> {
                throw new StackOverflowError("deep");
              }))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("deep");
      int written = writer.write(_ -> 7);
      assertThat(written).isEqualTo(7);
    }
  }

  private void opened(Consumer<SqliteStore> use) {
    try (DataFolder folder = DataFolder.open(path);
        SqliteStore store = SqliteStore.open(folder)) {
      use.accept(store);
    }
  }

  private static List<Event> events(int from, int count) {
    List<Event> events = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      events.add(event("e" + i, NOON.plusSeconds(i)));
    }
    return events;
  }

  private void change(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private long pages() {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet pages = statement.executeQuery("pragma page_count")) {
      return pages.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + path.resolve("sextant.db"));
  }
}
