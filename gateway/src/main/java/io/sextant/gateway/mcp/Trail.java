package io.sextant.gateway.mcp;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// What an agent has done, with all servers together: what it read from one may leave by another.
/// Thread-safe.
final class Trail {
  /// How long what was read may still be in the memory of an agent: a working day.
  static final Duration LASTS = Duration.ofHours(8);

  /// How far what is kept may lag behind, so that an agent that reads all day is written down once
  /// in a while.
  private static final Duration LAG = Duration.ofMinutes(1);

  private final AtomicLong calls = new AtomicLong();
  private final Keeper keeper;
  private Optional<Instant> sensitive;
  private Optional<Instant> suspicious;

  /// Makes marks durable.
  @FunctionalInterface
  interface Keeper {
    void keep(Optional<Instant> sensitive, Optional<Instant> suspicious);
  }

  /// How a trail stands.
  record Standing(boolean sensitive, boolean suspicious, long calls) {}

  Trail(Keeper keeper, Optional<Instant> sensitive, Optional<Instant> suspicious) {
    this.keeper = keeper;
    this.sensitive = sensitive;
    this.suspicious = suspicious;
  }

  synchronized Standing at(Instant now) {
    return new Standing(lasts(sensitive, now), lasts(suspicious, now), calls.get());
  }

  private static boolean lasts(Optional<Instant> read, Instant now) {
    return read.filter(it -> now.isBefore(it.plus(LASTS))).isPresent();
  }

  void called() {
    calls.incrementAndGet();
  }

  /// It counts from now on, also when it cannot be made durable.
  synchronized void readSensitive(Instant now) {
    if (stale(sensitive, now)) {
      sensitive = Optional.of(now);
      keeper.keep(sensitive, suspicious);
    }
  }

  synchronized void readSuspicious(Instant now) {
    if (stale(suspicious, now)) {
      suspicious = Optional.of(now);
      keeper.keep(sensitive, suspicious);
    }
  }

  private static boolean stale(Optional<Instant> kept, Instant now) {
    return kept.filter(it -> now.isBefore(it.plus(LAG))).isEmpty();
  }
}
