package io.sextant.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sextant.core.contract.Samples;
import io.sextant.core.telemetry.EventId;
import io.sextant.core.telemetry.Events;
import io.sextant.store.StoreException.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is acknowledged survives the death of the process, a torn log and a full disk.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class StoreFaultIT {
  @TempDir Path path;

  @Test
  void killedAtAnyMomentItHoldsEverythingAcknowledged() throws Exception {
    List<String> acknowledged = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      acknowledged.addAll(appendUntilKilled("round" + round, 150 + 70 * round));
    }
    try (DataFolder folder = DataFolder.open(path);
        SqliteStore store = SqliteStore.open(folder)) {
      assertThat(folder.endedCleanly()).isFalse();
      assertThat(acknowledged)
          .allSatisfy(id -> assertThat(store.events().find(new EventId(id))).isPresent());
      assertThat(store.events().after(0, 100_000))
          .extracting(Events.Numbered::sequence)
          .isSorted()
          .doesNotHaveDuplicates();
    }
    try (DataFolder folder = DataFolder.open(path)) {
      assertThat(folder.endedCleanly()).isTrue();
    }
  }

  @Test
  void aTornLogLeavesAPrefix() throws Exception {
    long seed = 20_260_501;
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    List<String> acknowledged = appendUntilKilled("torn", 300);
    Path log = path.resolve("sextant.db-wal");
    for (int tear = 0; tear < 3; tear++) {
      if (Files.exists(log) && Files.size(log) > 0) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
          file.setLength(random.nextLong(file.length()));
        }
      }
      try (DataFolder folder = DataFolder.open(path);
          SqliteStore store = SqliteStore.open(folder)) {
        List<String> held =
            store.events().after(0, 100_000).stream().map(e -> e.event().id().value()).toList();
        assertThat(acknowledged)
            .as("seed %d", seed)
            .startsWith(
                held.subList(0, Math.min(held.size(), acknowledged.size())).toArray(String[]::new));
      }
      acknowledged = new ArrayList<>();
      Files.list(path)
          .filter(f -> f.getFileName().toString().startsWith("sextant"))
          .forEach(f -> f.toFile().delete());
      acknowledged.addAll(appendUntilKilled("torn" + tear, 200));
    }
  }

  @Test
  void aFullDiskFailsAppendsAndLosesNothing() throws Exception {
    List<String> lines = new ArrayList<>();
    // The shell bounds how large a file may grow, which the kernel refuses to exceed just as on a
    // full disk.
    Process process = start("full", "ulimit -f 8192; exec ");
    read(process, lines);
    assertThat(process.waitFor()).isEqualTo(3);
    assertThat(lines.getLast()).isEqualTo("FAILED DISK_FULL");
    List<String> acknowledged = lines.subList(0, lines.size() - 1);
    assertThat(acknowledged).hasSizeGreaterThan(100);
    try (DataFolder folder = DataFolder.open(path);
        SqliteStore store = SqliteStore.open(folder)) {
      assertThat(acknowledged)
          .allSatisfy(id -> assertThat(store.events().find(new EventId(id))).isPresent());
      assertThat(store.events().append(List.of(Samples.event("after", Instant.EPOCH)))).hasSize(1);
    }
  }

  @Test
  void aSecondProcessIsTurnedAway() throws Exception {
    try (DataFolder folder = DataFolder.open(path);
        SqliteStore store = SqliteStore.open(folder)) {
      List<String> lines = new ArrayList<>();
      Process process = start("second", "exec ");
      read(process, lines);
      assertThat(process.waitFor()).isEqualTo(3);
      assertThat(lines).containsExactly("FAILED IN_USE");
      assertThat(store.answers()).isTrue();
    }
  }

  @Test
  void aLockedDatabaseFailsWritesUntilItIsFree() throws Exception {
    try (DataFolder folder = DataFolder.open(path);
        SqliteStore store = SqliteStore.open(folder);
        Connection other =
            DriverManager.getConnection("jdbc:sqlite:" + path.resolve("sextant.db"));
        Statement statement = other.createStatement()) {
      statement.execute("begin immediate");
      assertThatThrownBy(() -> store.events().append(List.of(Samples.event("no", Instant.EPOCH))))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LOCKED));
      assertThat(store.events().after(0, 10)).isEmpty();
      statement.execute("commit");
      assertThat(store.events().append(List.of(Samples.event("yes", Instant.EPOCH))))
          .extracting(Events.Numbered::sequence)
          .containsExactly(1L);
    }
  }

  /// What was acknowledged up to the death of the process, of which there are at least so many.
  private List<String> appendUntilKilled(String prefix, int acknowledgements)
      throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    Process process = start(prefix, "exec ");
    try (BufferedReader reader = process.inputReader()) {
      read(reader, lines, acknowledgements);
      assertThat(lines).hasSize(acknowledgements);
      // Unlike the process, its handle leaves the pipe open: the last words before death count.
      process.toHandle().destroyForcibly();
      read(reader, lines, Integer.MAX_VALUE);
    }
    process.waitFor();
    if (!lines.getLast().endsWith(Appender.TAIL)) {
      lines.removeLast();
    }
    return lines;
  }

  private Process start(String prefix, String shell) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String command =
        "'%s' --enable-native-access=ALL-UNNAMED -cp '%s' %s '%s' %s"
            .formatted(
                java,
                System.getProperty("java.class.path"),
                Appender.class.getName(),
                path,
                prefix);
    return new ProcessBuilder("bash", "-c", shell + command)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static void read(Process process, List<String> lines) throws IOException {
    try (BufferedReader reader = process.inputReader()) {
      read(reader, lines, Integer.MAX_VALUE);
    }
  }

  private static void read(BufferedReader reader, List<String> lines, int limit)
      throws IOException {
    while (lines.size() < limit) {
      String line = reader.readLine();
      if (line == null) {
        return;
      }
      lines.add(line);
    }
  }
}
