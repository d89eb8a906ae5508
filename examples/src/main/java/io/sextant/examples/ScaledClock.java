package io.sextant.examples;

import io.opentelemetry.sdk.common.Clock;

/// A clock that starts at a given time and runs faster than real time, so that hours of traffic can
/// be recorded in minutes.
final class ScaledClock implements Clock {
  private final long startNanos = System.nanoTime();
  private final long startEpochNanos;
  private final double speed;

  /// @param startEpochNanos what it shows at first, nanoseconds since 1970
  /// @param speed how many seconds pass on it in one real second
  ScaledClock(long startEpochNanos, double speed) {
    this.startEpochNanos = startEpochNanos;
    this.speed = speed;
  }

  @Override
  public long now() {
    return startEpochNanos + nanoTime();
  }

  @Override
  public long nanoTime() {
    return (long) ((System.nanoTime() - startNanos) * speed);
  }
}
