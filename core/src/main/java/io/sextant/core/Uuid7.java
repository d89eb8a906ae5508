package io.sextant.core;

import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Draws UUIDs of version 7 (RFC 9562, section 5.7): 48 bits of milliseconds, 12 bits of counter,
/// 62 random bits.
///
/// Ids of one source rise strictly, also within a millisecond and when the clock steps back. Safe
/// for use by several threads if the random generator is.
public final class Uuid7 implements IdSource {
  private static final int COUNTER_BITS = 12;
  private static final long COUNTER_MAX = (1L << COUNTER_BITS) - 1;
  private static final long VERSION = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final long VARIANT_MASK = 0x3FFF_FFFF_FFFF_FFFFL;

  private final InstantSource clock;
  private final RandomGenerator random;
  private long millis;
  private long counter;

  public Uuid7(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public String next() {
    long low = (random.nextLong() & VARIANT_MASK) | VARIANT;
    return new UUID(high(), low).toString();
  }

  private synchronized long high() {
    long now = clock.millis();
    if (now > millis) {
      millis = now;
      counter = 0;
    } else if (counter == COUNTER_MAX) {
      millis++;
      counter = 0;
    } else {
      counter++;
    }
    return millis << 16 | VERSION | counter;
  }
}
