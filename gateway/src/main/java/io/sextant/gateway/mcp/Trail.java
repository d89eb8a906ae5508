package io.sextant.gateway.mcp;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/// What an agent has done, with all servers together: what it read from one may leave by another.
/// Thread-safe.
final class Trail {
  /// How long what was read may still be in the memory of an agent: a working day.
  static final Duration LASTS = Duration.ofHours(8);

  private final AtomicLong calls = new AtomicLong();
  private volatile Instant sensitive = Instant.MIN;
  private volatile Instant suspicious = Instant.MIN;

  /// How a trail stands.
  record Standing(boolean sensitive, boolean suspicious, long calls) {}

  Standing at(Instant now) {
    return new Standing(lasts(sensitive, now), lasts(suspicious, now), calls.get());
  }

  private static boolean lasts(Instant read, Instant now) {
    return !read.equals(Instant.MIN) && now.isBefore(read.plus(LASTS));
  }

  void called() {
    calls.incrementAndGet();
  }

  void readSensitive(Instant now) {
    sensitive = now;
  }

  void readSuspicious(Instant now) {
    suspicious = now;
  }
}
