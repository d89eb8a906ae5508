package io.sextant.gateway.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// How often each principal may ask: the generic cell rate algorithm (ITU-T I.371), so that there
/// is no edge of a window at which twice as much passes. Thread-safe; memory is bounded.
public final class RateLimit {
  /// Principals remembered. Who is forgotten begins anew, which is why only those whose allowance
  /// has filled up again are forgotten first (they expire) and the bound is far above what is
  /// usual.
  private static final int PRINCIPALS = 200_000;

  private static final long NANOS_PER_MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final long interval;
  private final long tolerance;
  private final LongSupplier nanos;
  private final Cache<String, AtomicLong> arrivals;

  /// @param perMinute how many requests a minute, in the long run
  /// @param burst how many at once
  /// @param nanos a clock that only goes forward
  public RateLimit(int perMinute, int burst, LongSupplier nanos) {
    this.interval = Math.max(1, NANOS_PER_MINUTE / perMinute);
    this.tolerance = interval * (burst - 1L);
    this.nanos = nanos;
    this.arrivals =
        Caffeine.newBuilder()
            .maximumSize(PRINCIPALS)
            .expireAfterAccess(Duration.ofNanos(tolerance + interval).plusMinutes(1))
            .build();
  }

  /// What asking once more gave.
  ///
  /// @param remaining how many more could follow at once
  /// @param retryAfter how long to wait when it is not granted; zero otherwise
  public record Grant(boolean granted, long remaining, Duration retryAfter) {}

  /// Asks once for a principal.
  public Grant ask(String principal) {
    long now = nanos.getAsLong();
    AtomicLong theoretical = arrivals.get(principal, _ -> new AtomicLong(now));
    while (true) {
      long due = theoretical.get();
      long from = due - now < 0 ? now : due;
      long ahead = from - now;
      if (ahead > tolerance) {
        return new Grant(false, 0, Duration.ofNanos(ahead - tolerance));
      }
      if (theoretical.compareAndSet(due, from + interval)) {
        return new Grant(true, (tolerance - ahead) / interval, Duration.ZERO);
      }
    }
  }
}
