package io.sextant.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class Uuid7Test {
  @Test
  void carriesTheTimeAndTheVersion() {
    InstantSource clock = InstantSource.fixed(Instant.parse("2026-03-01T12:00:00.123Z"));
    UUID id = UUID.fromString(new Uuid7(clock, new SplittableRandom(1)).next());
    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16)).isEqualTo(clock.instant());
  }

  @Test
  void risesWithinAMillisecondAndWhenTheClockStepsBack() {
    AtomicLong millis = new AtomicLong(1_000_000);
    Uuid7 ids = new Uuid7(() -> Instant.ofEpochMilli(millis.get()), new SplittableRandom(1));
    List<String> drawn = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      millis.addAndGet(i % 100 == 0 ? -5 : i % 7 == 0 ? 1 : 0);
      drawn.add(ids.next());
    }
    assertThat(drawn).isSorted().doesNotHaveDuplicates();
  }
}
