package io.sextant.gateway.access;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// How often each principal may ask, or how much it may use: the generic cell rate algorithm (ITU-T
/// I.371), so that there is no edge of a window at which twice as much passes. Thread-safe; memory
/// is bounded.
public final class RateLimit {
  /// A burst cannot take longer than this to fill up again.
  private static final long LONGEST = TimeUnit.DAYS.toNanos(7);

  /// How long somebody may have to wait for what was overdrawn; more is forgiven, or a single long
  /// answer would shut its asker out for ever.
  private static final long OVERDRAWN = TimeUnit.HOURS.toNanos(1);

  private static final long NANOS_PER_MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final long interval;
  private final long tolerance;
  private final long most;
  private final Meter meter;

  /// @param name of the limit, so that gateways which share meters mean the same one
  /// @param perMinute how many requests a minute, in the long run
  /// @param burst how many at once
  public RateLimit(String name, double perMinute, double burst, Meter.Source meters) {
    this.interval = Math.max(1, Math.round(NANOS_PER_MINUTE / perMinute));
    this.tolerance = (long) Math.min((double) LONGEST, interval * Math.max(0, burst - 1));
    this.most = tolerance + interval + OVERDRAWN;
    this.meter = meters.of(name, Duration.ofNanos(most));
  }

  /// What asking once more gave.
  ///
  /// @param remaining how many more could follow at once
  /// @param retryAfter how long to wait when it is not granted; zero otherwise
  public record Grant(boolean granted, long remaining, Duration retryAfter) {}

  /// Asks once for a principal.
  public Grant ask(String principal) {
    return grant(meter.take(principal, interval, tolerance));
  }

  /// Whether one more would be granted, without asking for it.
  public Grant look(String principal) {
    return grant(meter.used(principal));
  }

  private Grant grant(long used) {
    return used > tolerance
        ? new Grant(false, 0, Duration.ofNanos(used - tolerance))
        : new Grant(true, (tolerance - used) / interval, Duration.ZERO);
  }

  /// Counts so many, granted or not.
  public void spend(String principal, long amount) {
    meter.add(principal, (long) Math.min((double) most, (double) interval * amount), most);
  }

  /// How many could follow at once, without asking.
  public long remaining(String principal) {
    long used = meter.used(principal);
    return used > tolerance ? 0 : (tolerance - used) / interval + 1;
  }
}
