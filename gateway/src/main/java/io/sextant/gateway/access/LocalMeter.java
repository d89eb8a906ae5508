package io.sextant.gateway.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// A meter in memory, of this gateway alone. Memory is bounded.
public final class LocalMeter implements Meter {
  /// Keys remembered. Who is forgotten begins anew, which is why only those whose allowance has
  /// filled up again are forgotten first (they expire) and the bound is far above what is usual.
  private static final int KEYS = 200_000;

  private final LongSupplier nanos;
  private final Cache<String, AtomicLong> dues;

  /// @param nanos a clock that only goes forward
  public LocalMeter(LongSupplier nanos, Duration longest) {
    this.nanos = nanos;
    this.dues =
        Caffeine.newBuilder()
            .maximumSize(KEYS)
            .expireAfterAccess(longest)
            .executor(Runnable::run)
            .build();
  }

  /// Meters in memory, on a clock that only goes forward.
  public static Source source(LongSupplier nanos) {
    return (_, longest) -> new LocalMeter(nanos, longest);
  }

  @Override
  public long take(String key, long more, long most) {
    AtomicLong due = dues.get(key, _ -> new AtomicLong(nanos.getAsLong()));
    while (true) {
      long before = due.get();
      // Asked after `before`: a thread that was held up in between would otherwise count the time
      // that others have lived through meanwhile as used up.
      long now = nanos.getAsLong();
      long used = Math.max(0, before - now);
      if (used > most || due.compareAndSet(before, now + used + more)) {
        return used;
      }
    }
  }

  @Override
  public long used(String key) {
    AtomicLong due = dues.getIfPresent(key);
    return due == null ? 0 : Math.max(0, due.get() - nanos.getAsLong());
  }

  @Override
  public void add(String key, long more, long most) {
    dues.get(key, _ -> new AtomicLong(nanos.getAsLong()))
        .updateAndGet(due -> {
          long now = nanos.getAsLong();
          return now + Math.min(most, Math.max(0, due - now) + Math.min(more, most));
        });
  }
}
