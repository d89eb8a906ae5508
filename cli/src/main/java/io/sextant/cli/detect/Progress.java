package io.sextant.cli.detect;

import io.sextant.cli.Console;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Says on a terminal how far a search has come, when it takes longer than a second.
final class Progress implements Runnable {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration INTERVAL = Duration.ofMillis(250);

  /// Events between two looks at the clock.
  private static final int STRIDE = 256;

  private final Console console;
  private final InstantSource clock;
  private final Instant started;
  private Instant next;
  private long events;
  private boolean shown;

  Progress(Console console, InstantSource clock) {
    this.console = console;
    this.clock = clock;
    this.started = clock.instant();
    this.next = started.plus(PATIENCE);
  }

  /// One more event was searched.
  @Override
  public void run() {
    if (++events % STRIDE != 0 || !console.errIsTerminal()) {
      return;
    }
    Instant now = clock.instant();
    if (now.isAfter(next)) {
      next = now.plus(INTERVAL);
      shown = true;
      console.err().print("\r%,d events".formatted(events));
    }
  }

  /// Takes the line away; the time since the start.
  Duration finish() {
    if (shown) {
      console.err().print("\r" + " ".repeat(40) + "\r");
    }
    return Duration.between(started, clock.instant());
  }
}
