package io.sextant.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class RateLimitTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // clocks wrap

  @Test
  void grantsABurstThenTheRateAndNeverTwiceAsMuchAtAnEdge() {
    RateLimit limit = new RateLimit("r", 60, 10, LocalMeter.source(now::get));
    int granted = 0;
    for (int i = 0; i < 20; i++) {
      granted += limit.ask("a").granted() ? 1 : 0;
    }
    assertThat(granted).isEqualTo(10);
    assertThat(limit.ask("a").retryAfter().toMillis()).isBetween(900L, 1_000L);
    assertThat(limit.ask("b").granted()).isTrue();

    int later = 0;
    for (int second = 0; second < 60; second++) {
      now.addAndGet(TimeUnit.SECONDS.toNanos(1));
      later += limit.ask("a").granted() ? 1 : 0;
      later += limit.ask("a").granted() ? 1 : 0;
    }
    assertThat(later).isEqualTo(60);
  }

  @Test
  void whoIsHeldUpIsNotChargedForWhatOthersLivedThroughMeanwhile() {
    AtomicLong time = new AtomicLong();
    AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
    LocalMeter meter =
        new LocalMeter(
            () -> {
              long read = time.get();
              meanwhile.getAndSet(() -> {}).run();
              return read;
            },
            Duration.ofHours(1));
    meter.take("a", 1_000, 10_000);
    meanwhile.set(() -> {
      time.addAndGet(1_000_000);
      meter.take("a", 1_000, 10_000);
    });

    assertThat(meter.take("a", 1_000, 10_000)).isLessThanOrEqualTo(10_000);
  }

  @Test
  void saysHowManyCouldFollow() {
    RateLimit limit = new RateLimit("r", 60, 3, LocalMeter.source(now::get));

    assertThat(limit.ask("a").remaining()).isEqualTo(2);
    assertThat(limit.ask("a").remaining()).isEqualTo(1);
    assertThat(limit.ask("a").remaining()).isZero();
    assertThat(limit.ask("a").granted()).isFalse();
  }
}
