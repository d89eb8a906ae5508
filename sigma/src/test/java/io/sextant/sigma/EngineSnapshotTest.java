package io.sextant.sigma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sextant.sigma.RandomCorrelations.Event;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Saved state: an engine that goes on from it says and counts what one says that never stopped.
class EngineSnapshotTest {
  private static final EngineLimits AMPLE =
      new EngineLimits(1_000, 100_000, Duration.ofSeconds(5), false);

  /// So little room that groups and events are dropped all the time.
  private static final EngineLimits TIGHT = new EngineLimits(3, 9, Duration.ofSeconds(5), false);

  @Test
  void goesOnAsIfItHadNeverStopped() {
    long firings = 0;
    long evicted = 0;
    long late = 0;
    for (int seed = 0; seed < 250; seed++) {
      RandomCorrelations correlations = new RandomCorrelations(seed);
      EngineLimits limits = seed % 2 == 0 ? AMPLE : TIGHT;
      limits = seed % 3 == 0 ? limits.takenInOrder() : limits;
      RuleSet rules = Rules.compiled(correlations.yaml());
      List<Event> arriving = correlations.arriving(correlations.events(), seed % 20);
      SigmaEngine straight = SigmaEngine.of(rules, limits);
      SigmaEngine stopped = SigmaEngine.of(rules, limits);
      Random random = new Random(seed);
      for (Event event : arriving) {
        if (random.nextInt(6) == 0) {
          stopped = SigmaEngine.restored(rules, limits, stopped.snapshot());
        }
        List<Detection> expected = straight.accept(event.sigma());
        assertThat(stopped.accept(event.sigma()))
            .as("seed %d\n%s\n%s", seed, correlations.yaml(), arriving)
            .isEqualTo(expected);
        assertThat(stopped.counters()).as("seed %d", seed).isEqualTo(straight.counters());
        firings += expected.size();
      }
      assertThat(stopped.advance(Rules.START.plusSeconds(1_000)))
          .isEqualTo(straight.advance(Rules.START.plusSeconds(1_000)));
      assertThat(stopped.counters()).isEqualTo(straight.counters());
      evicted += straight.counters().evictedGroups() + straight.counters().evictedEvents();
      late += straight.counters().lateEvents();
    }
    assertThat(List.of(firings, evicted, late)).allMatch(count -> count > 500);
  }

  private static byte[] snapshot(String yaml) {
    SigmaEngine engine = SigmaEngine.of(Rules.compiled(yaml), AMPLE);
    engine.accept(Rules.event(0, 0, "{'e':'a','u':'x'}"));
    engine.accept(Rules.event(1, 1, "{'e':'a','u':'y'}"));
    return engine.snapshot();
  }

  private static String counting(int count) {
    return Rules.rule("s: {e: a}\ncondition: s")
        + "---\ntitle: C\ncorrelation:\n  type: event_count\n  rules: [test]\n  group-by: [u]\n"
        + "  timespan: 10s\n  condition: {gte: "
        + count
        + "}\n";
  }

  @Test
  void everyDamagedByteIsNoticed() {
    RuleSet rules = Rules.compiled(counting(2));
    byte[] snapshot = snapshot(counting(2));
    assertThat(SigmaEngine.restored(rules, AMPLE, snapshot).counters().heldGroups()).isEqualTo(2);
    for (int i = 0; i < snapshot.length; i++) {
      byte[] damaged = snapshot.clone();
      damaged[i] ^= (byte) (1 << i % 8);
      refused(rules, damaged, "damaged");
      refused(rules, java.util.Arrays.copyOf(snapshot, i), i < 32 ? "cut short" : "damaged");
    }
  }

  private static void refused(RuleSet rules, byte[] snapshot, String why) {
    assertThatThrownBy(() -> SigmaEngine.restored(rules, AMPLE, snapshot))
        .isInstanceOf(SnapshotRefusedException.class)
        .hasMessageContaining(why);
  }

  @Test
  void otherCorrelationsAreRefused() {
    refused(Rules.compiled(counting(3)), snapshot(counting(2)), "other correlations");
    assertThatThrownBy(() ->
            SigmaEngine.restored(
                Rules.compiled(counting(2)), AMPLE.takenInOrder(), snapshot(counting(2))))
        .hasMessageContaining("order");
  }

  /// Whoever can write a snapshot can also write its hash.
  @Test
  void craftedBytesAreRefusedOrHarmless() {
    RuleSet rules = Rules.compiled(counting(2));
    byte[] snapshot = snapshot(counting(2));
    Random random = new Random(5);
    List<String> reasons = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      byte[] content = java.util.Arrays.copyOf(snapshot, snapshot.length - 32);
      for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
        content[40 + random.nextInt(content.length - 40)] = (byte) random.nextInt();
      }
      byte[] crafted = java.util.Arrays.copyOf(content, snapshot.length);
      System.arraycopy(LongText.sha256(content), 0, crafted, content.length, 32);
      try {
        SigmaEngine.restored(rules, AMPLE, crafted).accept(Rules.event(9, 9, "{'e':'a','u':'x'}"));
      } catch (SnapshotRefusedException e) {
        reasons.add(e.getMessage());
      }
    }
    assertThat(reasons)
        .hasSizeGreaterThan(1_000)
        .contains("the snapshot holds what no engine writes");
    refused(
        rules, "no snapshot at all, but long enough".getBytes(StandardCharsets.UTF_8), "damaged");
  }
}
