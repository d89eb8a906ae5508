package io.sextant.store;

import io.sextant.core.contract.Samples;
import io.sextant.core.telemetry.Event;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// A process of its own that appends events and prints each id once the store has acknowledged it,
/// until it fails or dies.
final class Appender {
  /// The end of each id, by which a reader knows that it is complete.
  static final String TAIL = "x".repeat(500);

  private Appender() {}

  public static void main(String[] arguments) {
    try (DataFolder folder = DataFolder.open(Path.of(arguments[0]));
        SqliteStore store = SqliteStore.open(folder)) {
      for (int i = 0; ; i++) {
        Event event =
            Samples.event(arguments[1] + "-" + i + "-" + TAIL, Instant.EPOCH.plusSeconds(i));
        store.events().append(List.of(event));
        System.out.println(event.id().value());
        System.out.flush();
      }
    } catch (StoreException e) {
      System.out.println("FAILED " + e.reason());
      System.out.flush();
      Runtime.getRuntime().halt(3);
    }
  }
}
