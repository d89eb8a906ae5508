package io.sextant.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Times in the database: whole microseconds since 1970. Times beyond its range (the years
/// ±292,000) become its ends.
public final class Times {
  private static final Instant EARLIEST = instant(Long.MIN_VALUE);
  private static final Instant LATEST = instant(Long.MAX_VALUE);

  private Times() {}

  public static long micros(Instant time) {
    if (time.isBefore(EARLIEST)) {
      return Long.MIN_VALUE;
    }
    return time.isAfter(LATEST) ? Long.MAX_VALUE : ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  public static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
