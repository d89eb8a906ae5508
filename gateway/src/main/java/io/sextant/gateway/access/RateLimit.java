package io.sextant.gateway.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// How often each principal may ask, or how much it may use: the generic cell rate algorithm (ITU-T
/// I.371), so that there is no edge of a window at which twice as much passes. Thread-safe; memory
/// is bounded.
public final class RateLimit {
  /// Principals remembered. Who is forgotten begins anew, which is why only those whose allowance
  /// has filled up again are forgotten first (they expire) and the bound is far above what is
  /// usual.
  private static final int PRINCIPALS = 200_000;

  /// A burst cannot take longer than this to fill up again.
  private static final long LONGEST = TimeUnit.DAYS.toNanos(7);

  /// How long somebody may have to wait for what was overdrawn; more is forgiven, or a single long
  /// answer would shut its asker out for ever.
  private static final long OVERDRAWN = TimeUnit.HOURS.toNanos(1);

  private static final long NANOS_PER_MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final long interval;
  private final long tolerance;
  private final long most;
  private final LongSupplier nanos;
  private final Cache<String, AtomicLong> arrivals;

  /// @param perMinute how many requests a minute, in the long run
  /// @param burst how many at once
  /// @param nanos a clock that only goes forward
  public RateLimit(double perMinute, double burst, LongSupplier nanos) {
    this.interval = Math.max(1, Math.round(NANOS_PER_MINUTE / perMinute));
    this.tolerance = (long) Math.min((double) LONGEST, interval * Math.max(0, burst - 1));
    this.most = tolerance + interval + OVERDRAWN;
    this.nanos = nanos;
    this.arrivals =
        Caffeine.newBuilder()
            .maximumSize(PRINCIPALS)
            .expireAfterAccess(Duration.ofNanos(most))
            .executor(Runnable::run)
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

  /// Whether one more would be granted, without asking for it.
  public Grant look(String principal) {
    long ahead = ahead(principal);
    return ahead > tolerance
        ? new Grant(false, 0, Duration.ofNanos(ahead - tolerance))
        : new Grant(true, (tolerance - ahead) / interval, Duration.ZERO);
  }

  /// Counts so many, granted or not.
  public void spend(String principal, long amount) {
    long now = nanos.getAsLong();
    AtomicLong theoretical = arrivals.get(principal, _ -> new AtomicLong(now));
    double cost = (double) interval * amount;
    theoretical.updateAndGet(due -> {
      long ahead = Math.max(0, due - now);
      return now + (long) Math.min((double) most, ahead + cost);
    });
  }

  /// How many could follow at once, without asking.
  public long remaining(String principal) {
    long ahead = ahead(principal);
    return ahead > tolerance ? 0 : (tolerance - ahead) / interval + 1;
  }

  private long ahead(String principal) {
    AtomicLong theoretical = arrivals.getIfPresent(principal);
    return theoretical == null ? 0 : Math.max(0, theoretical.get() - nanos.getAsLong());
  }
}
