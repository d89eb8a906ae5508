package io.sextant.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Conditions of Sigma 1 with a pipe.
class LegacyAggregationTest {
  private static String rule(String condition) {
    return Rules.rule(
        "s: {e: a}\nt: {e: b}\nn: {e: c}\ntimeframe: 10s\ncondition: " + condition + "\n");
  }

  /// Events named by letters, one each second, with the second as `v`; when something fired, 100
  /// for what is decided later.
  private static List<Integer> fired(String condition, String letters) {
    SigmaEngine engine = Rules.engine(rule(condition));
    List<Integer> fired = new ArrayList<>();
    for (int i = 0; i < letters.length(); i++) {
      String body = "{'u':1,'v':" + i + ",'e':'" + letters.charAt(i) + "'}";
      engine
          .accept(Rules.event(i, i, body))
          .forEach(detection -> {
            assertThat(detection.rule()).isEqualTo(new RuleId("test"));
            fired.add(detection.events().getLast().intValue());
          });
    }
    engine.advance(Rules.START.plusSeconds(600)).forEach(_ -> fired.add(100));
    return fired;
  }

  @Test
  void countIsEventCountOrValueCount() {
    assertThat(Rules.codes(rule("s | count() by u > 1"))).contains("SX-SIGMA-047");
    assertThat(fired("s | count() by u > 1", "axa")).containsExactly(2);
    assertThat(fired("s | count(v) by u >= 3", "aaa")).containsExactly(2);
    assertThat(fired("s | count() < 2", "a")).containsExactly(100);
  }

  @Test
  void sumsAndAveragesAreValueSumAndValueAvg() {
    assertThat(fired("s | sum(v) by u > 5", "aaaa")).containsExactly(3);
    assertThat(fired("s | avg(v) > 1.4", "aaaa")).containsExactly(3);
  }

  @Test
  void theExtremesAreTheOuterPercentiles() {
    assertThat(fired("s | max(v) by u >= 2", "aaa")).containsExactly(2);
    assertThat(fired("s | min(v) >= 2", "xxxa")).containsExactly(3);
    assertThat(fired("s | min(v) >= 2", "axxa")).isEmpty();
  }

  @Test
  void nearIsTemporal() {
    assertThat(fired("s | near t", "bxa")).containsExactly(2);
    assertThat(fired("s | near t", "axxxxxxxxxxxb")).isEmpty();
    assertThat(fired("s | near t and not n", "ab")).containsExactly(100);
    assertThat(fired("s | near t and not n", "abc")).isEmpty();
    assertThat(Rules.codes(rule("s | near t and n")))
        .contains("SX-SIGMA-047")
        .doesNotContain("SX-SIGMA-043");
  }

  @Test
  void whatCannotBeMappedIsRefusedWithAReason() {
    for (String condition :
        List.of("s | stddev(v) > 1", "s | sum() > 1", "s | count() > 1.5", "s | count()", "s |")) {
      assertThat(Rules.codes(rule(condition))).as(condition).contains("SX-SIGMA-046");
    }
    assertThat(Rules.codes(rule("[s, 's | count() > 1']"))).contains("SX-SIGMA-046");
    assertThat(Rules.codes(rule("s | count() > 1").replace("  timeframe: 10s\n", "")))
        .contains("SX-SIGMA-046");
    assertThat(Rules.codes(rule("s | near nothing"))).contains("SX-SIGMA-041");
  }
}
