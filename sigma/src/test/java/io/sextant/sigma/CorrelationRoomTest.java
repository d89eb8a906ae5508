package io.sextant.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What correlations hold is bounded; what is dropped for it is counted, and is not what builds up
/// slowly.
class CorrelationRoomTest {
  private static final String RULE = Rules.rule("s: {e: a}\ncondition: s");

  private static String correlation(String name, String body) {
    return "---\ntitle: "
        + name
        + "\ncorrelation:\n  rules: [test]\n  timespan: 1h\n"
        + body.indent(2);
  }

  private static String counting(int count) {
    return correlation("X", "type: event_count\ngroup-by: [u]\ncondition: {gte: " + count + "}");
  }

  private static SigmaEngine engine(String yaml, int groups, int events) {
    return SigmaEngine.of(
        Rules.compiled(RULE + yaml),
        new EngineLimits(groups, events, Duration.ofMinutes(1), false));
  }

  private static int met(SigmaEngine engine, long second, String user) {
    return engine.accept(Rules.event(0, second, "{'e':'a','u':'" + user + "'}")).size();
  }

  /// Each group of the flood comes several times, but not as often as the slow one.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void aFloodOfGroupsDoesNotPushOutASlowAttack(int times) {
    SigmaEngine engine = engine(counting(10), 100, 1_000_000);
    int slow = 0;
    for (int round = 0; round < 8; round++) {
      slow += met(engine, round, "slow");
    }
    for (int group = 0; group < 2_000; group++) {
      for (int i = 0; i < times; i++) {
        slow += met(engine, 10, "flood" + group);
      }
    }
    assertThat(engine.counters().evictedGroups()).isEqualTo(1_901);
    assertThat(engine.counters().evictedEvents()).isGreaterThanOrEqualTo(1_901);
    assertThat(engine.counters().heldGroups()).isEqualTo(100);
    assertThat(slow).isZero();
    assertThat(met(engine, 20, "slow") + met(engine, 21, "slow")).isEqualTo(1);
  }

  /// Events are dropped where most of them are.
  @Test
  void aBusyGroupGivesUpItsOwnEvents() {
    SigmaEngine engine = engine(counting(5_000), 100, 1_000);
    for (int i = 0; i < 9; i++) {
      met(engine, i, "slow");
    }
    for (int i = 0; i < 3_000; i++) {
      met(engine, 10, "busy");
    }
    assertThat(engine.counters().heldEvents()).isEqualTo(1_000);
    assertThat(engine.counters().evictedEvents()).isEqualTo(2_009);
    assertThat(engine.counters().evictedGroups()).isZero();
    assertThat(engine.counters().heldGroups()).isEqualTo(2);
  }

  /// What one correlation holds is not paid for by another.
  @Test
  void aBusyCorrelationDoesNotStarveAnother() {
    String quiet = correlation("Q", "type: event_count\ngroup-by: [w]\ncondition: {gte: 5}");
    SigmaEngine engine = engine(counting(100_000) + quiet, 1_000, 500);
    for (int i = 0; i < 4; i++) {
      engine.accept(Rules.event(0, i, "{'e':'a','w':'slow'}"));
    }
    for (int i = 0; i < 2_000; i++) {
      met(engine, 5, "busy");
    }
    assertThat(engine.accept(Rules.event(0, 6, "{'e':'a','w':'slow'}"))).hasSize(1);
  }

  @Test
  void valuesTakeRoomToo() {
    String values =
        correlation("X", "type: value_count\ngroup-by: [u]\ncondition: {field: v, gte: 900}");
    SigmaEngine engine = engine(values, 100, 100);
    for (int i = 0; i < 30; i++) {
      engine.accept(Rules.event(i, i, "{'e':'a','u':1,'v':[1,2,3,4,5,6,7,8,9,10]}"));
    }
    assertThat(engine.counters().heldEvents()).isEqualTo(100);
    assertThat(engine.counters().evictedEvents()).isEqualTo(200);
  }

  @Test
  void waitingMatchesAreBounded() {
    SigmaEngine engine =
        SigmaEngine.of(
            Rules.compiled(RULE + counting(2)),
            new EngineLimits(100, 50, Duration.ofMinutes(1), true));
    for (int i = 0; i < 80; i++) {
      met(engine, 0, "u" + i);
    }
    assertThat(engine.counters().waitingMatches()).isEqualTo(50);
    assertThat(engine.counters().hurriedMatches()).isEqualTo(30);
  }

  /// Timers of windows that were dropped do not pile up.
  @Test
  void windowsDecidedByTimeAreBoundedToo() {
    String few = correlation("X", "type: event_count\ngroup-by: [u]\ncondition: {lt: 2}");
    SigmaEngine engine = engine(few, 10, 1_000);
    for (int i = 0; i < 5_000; i++) {
      met(engine, 0, "u" + i);
    }
    assertThat(engine.counters().evictedGroups()).isEqualTo(4_990);
    assertThat(engine.advance(Rules.START.plus(Duration.ofHours(2)))).hasSize(10);
    assertThat(engine.counters().heldGroups()).isZero();
  }

  /// What comes a little late costs as much as is newer than it, not as much as its group holds.
  @Test
  @Timeout(30)
  void aBusySequenceMayComeLate() {
    String ordered =
        Rules.rule("s: {e: b}\ncondition: s").replace("test\n", "other\n")
            + "---\ntitle: X\ncorrelation: {type: temporal_ordered, rules: [test, other],"
            + " timespan: 1h}\n";
    SigmaEngine engine =
        SigmaEngine.of(
            Rules.compiled(RULE + "---\n" + ordered.replace("product: other", "product: test")));
    JsonNode body = Rules.json("{'e':'a'}");
    for (int i = 0; i < 200_000; i++) {
      Instant time = Rules.START.plusMillis(i / 40 - (i % 3 == 0 ? 2 : 0));
      engine.accept(new SigmaEvent(i, time, LogSource.ANY, body));
    }
    assertThat(engine.accept(Rules.event(-1, 30, "{'e':'b'}"))).hasSize(1);
  }
}
