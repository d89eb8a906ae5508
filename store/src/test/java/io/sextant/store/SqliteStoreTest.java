package io.sextant.store;

import static io.sextant.core.contract.Samples.NOON;
import static io.sextant.core.contract.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sextant.core.telemetry.EventId;
import io.sextant.core.telemetry.Events;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many callers, one writer; one process, one file.
class SqliteStoreTest {
  @TempDir Path path;
  private DataFolder folder;
  private SqliteStore store;

  @BeforeEach
  void open() {
    folder = DataFolder.open(path);
    store = SqliteStore.open(folder);
  }

  @AfterEach
  void close() {
    store.close();
    folder.close();
  }

  @Test
  void manyCallersShareTheWriter() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Events.Numbered>>> appended = new ArrayList<>();
      for (int caller = 0; caller < 64; caller++) {
        String prefix = "c" + caller + "-";
        Callable<List<Events.Numbered>> append =
            () -> store.events().append(List.of(event(prefix + 1, NOON), event(prefix + 2, NOON)));
        appended.add(threads.submit(append));
      }
      Set<Long> numbers = new java.util.TreeSet<>();
      for (var future : appended) {
        future.get().forEach(numbered -> numbers.add(numbered.sequence()));
      }
      assertThat(numbers).hasSize(128).contains(1L, 128L);
    }
    assertThat(store.events().after(100, 1_000)).hasSize(28);
  }

  @Test
  void oneBadCallerDoesNotSpoilTheOthers() {
    store.events().append(List.of(event("twice", NOON)));
    assertThatThrownBy(
            () -> store.events().append(List.of(event("fresh", NOON), event("twice", NOON))))
        .isInstanceOf(StoreException.class);
    assertThat(store.events().find(new EventId("fresh"))).isEmpty();
    assertThat(store.events().append(List.of(event("fresh", NOON)))).hasSize(1);
  }

  @Test
  void aSecondProcessIsRefused() {
    assertThatThrownBy(() -> DataFolder.open(path))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.IN_USE))
        .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
  }

  @Test
  void aDamagedFileIsRefusedAndLeftAlone() throws Exception {
    store.close();
    Path file = path.resolve("sextant.db");
    byte[] bytes =
        "this is no database, it only looks like a file that somebody wrote over"
            .repeat(100)
            .getBytes(StandardCharsets.UTF_8);
    Files.write(file, bytes);
    assertThatThrownBy(() -> SqliteStore.open(folder))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.CORRUPT));
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    Files.delete(file);
    store = SqliteStore.open(folder);
  }
}
