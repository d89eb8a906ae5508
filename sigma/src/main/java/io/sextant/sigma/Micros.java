package io.sextant.sigma;

import java.time.Duration;
import java.time.Instant;

/// Time as microseconds since the epoch, cut to a quarter of what a long holds so that sums never
/// overflow.
final class Micros {
  private static final long PER_SECOND = 1_000_000;
  static final long MAX = Long.MAX_VALUE / 4;
  private static final long MAX_SECONDS = MAX / PER_SECOND;

  private Micros() {}

  static long of(Instant instant) {
    long seconds = Math.clamp(instant.getEpochSecond(), -MAX_SECONDS, MAX_SECONDS - 1);
    return seconds * PER_SECOND + instant.getNano() / 1000;
  }

  static long of(Duration duration) {
    return Math.min(MAX_SECONDS, duration.getSeconds()) * PER_SECOND + duration.getNano() / 1000;
  }

  static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, PER_SECOND), Math.floorMod(micros, PER_SECOND) * 1000);
  }
}
