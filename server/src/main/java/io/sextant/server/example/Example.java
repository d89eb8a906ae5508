package io.sextant.server.example;

import io.sextant.server.telemetry.JsonLinesIntake;
import io.sextant.server.telemetry.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Loads the recording of the example application into the journal, once per data folder.
/// Thread-safe.
public final class Example {
  private static final Logger LOG = LoggerFactory.getLogger(Example.class);
  private static final String RESOURCE = "/io/sextant/examples/ferry.otlp.jsonl.gz";
  private static final String MARKER = "example.loaded";
  private static final String SENDER = "example recording";

  /// Requests read and stored at once.
  private static final int CHUNK = 200;

  /// How far before now the newest record is put, so that no clock takes it for the future.
  private static final Duration MARGIN = Duration.ofSeconds(1);

  private final JsonLinesIntake intake;
  private final InstantSource clock;
  private final Path marker;
  private final Recording recording = new Recording(RESOURCE);
  private final CompletableFuture<Recording.Extent> extent;
  private final AtomicReference<State> state;

  /// Whether the recording can be loaded.
  enum State {
    AVAILABLE,
    LOADING,
    LOADED,
    ABSENT
  }

  /// @param data where it is noted that the recording was loaded
  public Example(JsonLinesIntake intake, InstantSource clock, Path data) {
    this.intake = intake;
    this.clock = clock;
    this.marker = data.resolve(MARKER);
    state =
        new AtomicReference<>(
            !recording.present()
                ? State.ABSENT
                : Files.exists(marker) ? State.LOADED : State.AVAILABLE);
    // Reading the recording takes half a second that starting need not wait for.
    extent =
        CompletableFuture.supplyAsync(this::readExtent, task -> Thread.ofVirtual().start(task));
  }

  private Recording.Extent readExtent() {
    try {
      return recording.extent();
    } catch (IOException e) {
      LOG.warn("the recording of the example cannot be read: {}", e.getMessage());
      state.set(State.ABSENT);
      return new Recording.Extent(0, java.time.Instant.EPOCH);
    }
  }

  State state() {
    return state.get();
  }

  int events() {
    return extent.join().requests();
  }

  /// Begins to load on a thread of its own.
  ///
  /// @return whether it began; no when it is absent, loading or loaded
  public boolean load() {
    if (!state.compareAndSet(State.AVAILABLE, State.LOADING)) {
      return false;
    }
    Thread.ofVirtual().name("example").start(this::replay);
    return true;
  }

  private void replay() {
    Duration shift = Duration.between(extent.join().newest(), clock.instant().minus(MARGIN));
    StringBuilder chunk = new StringBuilder();
    int[] lines = {0};
    try {
      recording.replay(
          shift,
          request -> {
            chunk.append(request).append('\n');
            if (++lines[0] % CHUNK == 0) {
              store(chunk);
            }
          });
      store(chunk);
      Files.writeString(marker, clock.instant().toString());
      state.set(State.LOADED);
      LOG.info("the example is loaded: {} records", extent.join().requests());
    } catch (IOException | RuntimeException e) {
      state.set(State.AVAILABLE);
      LOG.error("the example could not be loaded: {}", e.getMessage());
    }
  }

  private void store(StringBuilder chunk) {
    if (chunk.isEmpty()) {
      return;
    }
    byte[] bytes = chunk.toString().getBytes(StandardCharsets.UTF_8);
    chunk.setLength(0);
    Outcome outcome = intake.read(new ByteArrayInputStream(bytes), SENDER);
    if (!(outcome instanceof Outcome.Stored)) {
      throw new IllegalStateException("it could not be stored");
    }
  }
}
