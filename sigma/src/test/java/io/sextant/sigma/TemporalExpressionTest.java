package io.sextant.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Conditions over names of rules, correlations over every rule, and chains; one test for each
/// choice of `SEMANTICS.md`.
class TemporalExpressionTest {
  private static String rules() {
    StringBuilder yaml = new StringBuilder();
    for (String name : List.of("a", "b", "c")) {
      yaml.append("title: ").append(name).append("\nname: ").append(name);
      yaml.append("\nlogsource: {product: test}\ndetection: {s: {e: ").append(name);
      yaml.append("}, condition: s}\n---\n");
    }
    return yaml.toString();
  }

  private static String correlation(String name, String body) {
    return "title: " + name + "\nname: " + name + "\ncorrelation:\n" + body.indent(2);
  }

  private static SigmaEngine temporal(String type, String condition) {
    return Rules.engine(
        rules()
            + correlation(
                "X",
                "type: " + type + "\nrules: [a, b, c]\ntimespan: 10s\ncondition: " + condition));
  }

  /// Events named by letters, one each second; the seconds at which something fired, and 100 for
  /// what is decided later.
  private static List<Integer> fired(SigmaEngine engine, String letters) {
    List<Integer> fired = new ArrayList<>();
    for (int i = 0; i < letters.length(); i++) {
      String body = "{'e':'" + letters.charAt(i) + "'}";
      for (int n = engine.accept(Rules.event(i, i, body)).size(); n > 0; n--) {
        fired.add(i);
      }
    }
    engine.advance(Rules.START.plusSeconds(600)).forEach(_ -> fired.add(100));
    return fired;
  }

  @Test
  void anExpressionJoinsRules() {
    assertThat(fired(temporal("temporal", "a and (b or c)"), "bca")).containsExactly(2);
    assertThat(fired(temporal("temporal", "a and (b or c)"), "bcb")).isEmpty();
    assertThat(fired(temporal("temporal", "1 of b* or all of them"), "b")).containsExactly(0);
    assertThat(fired(temporal("temporal", "2 of them"), "aab")).containsExactly(2);
  }

  @Test
  void notIsDecidedWhenTheWindowEnds() {
    assertThat(fired(temporal("temporal", "a and not b"), "a")).containsExactly(100);
    assertThat(fired(temporal("temporal", "a and not b"), "acb")).isEmpty();
    assertThat(fired(temporal("temporal", "a and not b"), "ba")).isEmpty();
  }

  @Test
  void inASequenceTheRulesThatOccurStandInOrder() {
    assertThat(fired(temporal("temporal_ordered", "a and (b or c)"), "ac")).containsExactly(1);
    assertThat(fired(temporal("temporal_ordered", "a and (b or c)"), "ca")).isEmpty();
    assertThat(fired(temporal("temporal_ordered", "a and (b or c)"), "cab")).containsExactly(2);
  }

  @Test
  void inASequenceNotMeansNothingBetween() {
    assertThat(fired(temporal("temporal_ordered", "a and c and not b"), "ac")).containsExactly(1);
    assertThat(fired(temporal("temporal_ordered", "a and c and not b"), "abc")).isEmpty();
    assertThat(fired(temporal("temporal_ordered", "a and c and not b"), "abac")).containsExactly(3);
  }

  @Test
  void anEventIsNotTwoStepsOfASequence() {
    SigmaEngine engine = temporal("temporal_ordered", "a and b");
    assertThat(engine.accept(Rules.event(0, 0, "{'e':['a','b']}"))).isEmpty();
    assertThat(engine.accept(Rules.event(1, 1, "{'e':['a','b']}"))).hasSize(1);
  }

  @Test
  void anyRuleCountsAndIsNotSilenced() {
    SigmaEngine engine =
        Rules.engine(
            rules()
                + correlation(
                    "X", "type: temporal\nrules: any\ntimespan: 10s\ncondition: {gte: 2}"));
    assertThat(engine.accept(Rules.event(0, 0, "{'e':'a'}"))).hasSize(1);
    assertThat(engine.accept(Rules.event(1, 1, "{'e':'a'}"))).hasSize(1);
    assertThat(engine.accept(Rules.event(2, 2, "{'e':'c'}")))
        .extracting(Detection::rule)
        .containsExactly(new RuleId("c"), new RuleId("X"));
    assertThat(Rules.codes(rules() + correlation("X", "type: temporal\nrules: any\ntimespan: 10s")))
        .contains("SX-SIGMA-052");
  }

  @Test
  void aMatchBelongsToTheGroupOfEachElementOfAnArray() {
    SigmaEngine engine =
        Rules.engine(
            rules()
                + correlation(
                    "X",
                    "type: event_count\nrules: [a]\ngroup-by: [u]\ntimespan: 10s\ncondition: {gte: 2}"));
    assertThat(engine.accept(Rules.event(0, 0, "{'e':'a','u':['x','y']}"))).isEmpty();
    assertThat(engine.accept(Rules.event(1, 1, "{'e':'a','u':'x, y'}"))).isEmpty();
    assertThat(engine.accept(Rules.event(2, 2, "{'e':'a','u':['y','z','y']}")))
        .extracting(detection -> detection.group().get("u"))
        .containsExactly("y");
  }

  @Test
  void groupsAndValuesOfOneEventAreBounded() {
    SigmaEngine engine =
        Rules.engine(
            rules()
                + correlation(
                    "X",
                    "type: value_count\nrules: [a]\ngroup-by: [u]\ntimespan: 10s\n"
                        + "condition: {field: v, gte: 2000}"));
    StringBuilder many = new StringBuilder("0");
    for (int i = 1; i < 1_500; i++) {
      many.append(',').append(i);
    }
    engine.accept(Rules.event(0, 0, "{'e':'a','u':1,'v':[" + many + "]}"));
    assertThat(engine.counters().droppedValues()).isEqualTo(500);
    engine.accept(Rules.event(1, 1, "{'e':'a','v':1,'u':[" + many + "]}"));
    assertThat(engine.counters().heldGroups()).isEqualTo(Arrivals.MAX_GROUPS);
    String longText = "x".repeat(100_000);
    engine.accept(Rules.event(2, 2, "{'e':'a','v':1,'u':'" + longText + "'}"));
    assertThat(engine.snapshot()).hasSizeLessThan(50_000);
  }

  @Test
  void aChainSeesWhatACorrelationIsGroupedByAndNothingElse() {
    String inner =
        "type: event_count\nrules: [a]\ngroup-by: [u, ip]\ntimespan: 10s\ncondition: {gte: 1}";
    String outer =
        "type: value_count\nrules: [X]\ngroup-by: [u]\ntimespan: 10s\ncondition: {field: ip, gte: 2}";
    SigmaEngine engine =
        Rules.engine(rules() + correlation("X", inner) + "---\n" + correlation("Y", outer));
    assertThat(engine.accept(Rules.event(0, 0, "{'e':'a','u':1,'ip':'1.1.1.1'}"))).isEmpty();
    assertThat(engine.accept(Rules.event(1, 1, "{'e':'a','u':1,'ip':'1.1.1.1'}"))).isEmpty();
    assertThat(engine.accept(Rules.event(2, 2, "{'e':'a','u':1,'ip':'2.2.2.2'}"))).hasSize(1);
    assertThat(
            Rules.codes(
                rules()
                    + correlation("X", inner)
                    + "---\n"
                    + correlation("Y", outer.replace("[u]", "[host]"))))
        .contains("SX-SIGMA-056");
  }

  @Test
  void aWindowDecidedByTimeFiresInAChainAtItsEnd() {
    String inner =
        "type: event_count\nrules: [a]\ngroup-by: [u]\ntimespan: 10s\ncondition: {lt: 3}";
    String outer = "type: temporal_ordered\nrules: [X, b]\ngroup-by: [u]\ntimespan: 5s";
    SigmaEngine engine =
        SigmaEngine.of(
            Rules.compiled(rules() + correlation("X", inner) + "---\n" + correlation("Y", outer)),
            EngineLimits.DEFAULT.takenInOrder());
    engine.accept(Rules.event(0, 0, "{'e':'a','u':1}"));
    engine.accept(Rules.event(1, 9, "{'e':'b','u':1}"));
    engine.accept(Rules.event(2, 14, "{'e':'b','u':1}"));
    assertThat(engine.counters().waitingMatches()).isEqualTo(3);
    assertThat(engine.advance(Rules.START.plusSeconds(75)))
        .extracting(Detection::events)
        .containsExactly(List.of(0L, 2L));
  }
}
