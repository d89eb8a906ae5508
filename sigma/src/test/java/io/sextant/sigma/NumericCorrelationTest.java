package io.sextant.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Correlations over the numbers of a field; one test for each choice of `SEMANTICS.md`.
class NumericCorrelationTest {
  private static SigmaEngine engine(String type, String condition) {
    return Rules.engine(
        Rules.rule("s: {e: a}\ncondition: s")
            + "---\ntitle: X\ncorrelation:\n  rules: [test]\n  timespan: 10s\n  type: "
            + type
            + "\n  condition: "
            + condition
            + "\n");
  }

  /// The seconds at which events with these numbers, one each second, fire.
  private static List<Integer> fired(SigmaEngine engine, String... numbers) {
    List<Integer> fired = new java.util.ArrayList<>();
    for (int i = 0; i < numbers.length; i++) {
      String body = "{'e':'a','v':" + numbers[i] + "}";
      if (!engine.accept(Rules.event(i, i, body)).isEmpty()) {
        fired.add(i);
      }
    }
    return fired;
  }

  @Test
  void aSumIsThatOfTheWindow() {
    assertThat(fired(engine("value_sum", "{field: v, gt: 10}"), "4", "6", "0.5", "1"))
        .containsExactly(2);
    SigmaEngine sliding = engine("value_sum", "{field: v, gte: 10}");
    sliding.accept(Rules.event(0, 0, "{'e':'a','v':9}"));
    assertThat(sliding.accept(Rules.event(1, 11, "{'e':'a','v':9}"))).isEmpty();
    assertThat(sliding.accept(Rules.event(2, 12, "{'e':'a','v':1}"))).hasSize(1);
  }

  @Test
  void sumsAreExact() {
    SigmaEngine engine = engine("value_sum", "{field: v, gte: 0.3}");
    assertThat(fired(engine, "0.1", "1e20", "-1e20", "0.1", "0.1")).containsExactly(1, 4);
  }

  @Test
  void anAverageMayFallAndRiseAgain() {
    SigmaEngine engine = engine("value_avg", "{field: v, gte: 5}");
    assertThat(fired(engine, "5", "0", "10", "9", "0", "0", "20")).containsExactly(0, 2, 6);
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetween() {
    assertThat(fired(engine("value_median", "{field: v, gte: 3}"), "1", "5", "3"))
        .containsExactly(1);
    assertThat(fired(engine("value_median", "{field: v, gt: 3}"), "1", "5", "3")).isEmpty();
  }

  @Test
  void aPercentileIsTheNearestRank() {
    String[] upToTen = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10"};
    assertThat(fired(engine("value_percentile", "{field: v, percentile: 90, gte: 9}"), upToTen))
        .containsExactly(8);
    assertThat(fired(engine("value_percentile", "{field: v, percentile: 100, gte: 9}"), upToTen))
        .containsExactly(8);
    assertThat(fired(engine("value_percentile", "{field: v, percentile: 0, gt: 1}"), upToTen))
        .isEmpty();
    for (String middle : List.of("percentile: 50, ", "")) {
      String condition = "{field: v, " + middle + "gte: 5}";
      assertThat(fired(engine("value_percentile", condition), upToTen)).containsExactly(8);
    }
  }

  @Test
  void textThatIsANumberCountsAndOtherTextIsReported() {
    SigmaEngine engine = engine("value_sum", "{field: v, gte: 3}");
    assertThat(fired(engine, "'1'", "'many'", "null", "[1, 1]")).containsExactly(3);
    assertThat(engine.counters().droppedValues()).isEqualTo(1);
  }

  @Test
  void withoutAnyNumberNothingHolds() {
    SigmaEngine engine = engine("value_sum", "{field: v, gte: -5, lt: 5}");
    assertThat(fired(engine, "'many'")).isEmpty();
    assertThat(engine.advance(Rules.START.plusSeconds(600))).isEmpty();
  }

  @Test
  void aRangeIsDecidedWhenTheWindowEnds() {
    SigmaEngine engine = engine("value_avg", "{field: v, gte: 2, lt: 4}");
    assertThat(fired(engine, "1", "5")).isEmpty();
    assertThat(engine.advance(Rules.START.plusSeconds(600))).hasSize(1);
  }

  @Test
  void whatDoesNotFitTheTypeIsRefused() {
    for (String wrong :
        List.of(
            "type: value_sum\n  condition: {gte: 5}",
            "type: value_sum\n  condition: {field: [a, b], gte: 5}",
            "type: value_sum\n  condition: {field: a}",
            "type: value_sum\n  condition: {field: a, gte: x}",
            "type: value_sum\n  condition: {field: a, percentile: 5, gte: 1}",
            "type: value_percentile\n  condition: {field: a, percentile: 101, gte: 1}",
            "type: event_count\n  condition: {gte: 1.5}",
            "type: event_count\n  condition: test",
            "type: temporal_ordered\n  condition: {gte: 1}",
            "type: temporal\n  condition: not test",
            "type: temporal\n  condition: test and nope",
            "type: temporal\n  condition: [test]")) {
      String yaml =
          Rules.rule("s: {e: a}\ncondition: s")
              + "---\ntitle: X\ncorrelation:\n  rules: [test]\n  timespan: 10s\n  "
              + wrong
              + "\n";
      assertThat(Rules.issues(yaml)).as(wrong).anyMatch(i -> i.severity() == Issue.Severity.ERROR);
    }
  }
}
