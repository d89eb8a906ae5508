package io.sextant.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The correlation types on small streams; one test for each choice of `SEMANTICS.md`.
class CorrelationTest {
  private static final String RULES =
      """
      title: A
      name: a
      logsource: {product: test}
      detection: {s: {e: a}, condition: s}
      ---
      title: B
      name: b
      logsource: {product: test}
      detection: {s: {e: b}, condition: s}
      ---
      title: C
      name: c
      logsource: {product: test}
      detection: {s: {e: c}, condition: s}
      ---
      title: X
      correlation:
      """;

  private static SigmaEngine engine(String correlation) {
    return Rules.engine(RULES + correlation.indent(2));
  }

  /// Runs events `second:body`, numbered from 0, and gives what fired as lists of numbers.
  private static List<List<Long>> fired(SigmaEngine engine, String... events) {
    List<List<Long>> fired = new ArrayList<>();
    for (int i = 0; i < events.length; i++) {
      int colon = events[i].indexOf(':');
      long second = Long.parseLong(events[i].substring(0, colon));
      engine
          .accept(Rules.event(i, second, events[i].substring(colon + 1)))
          .forEach(d -> fired.add(d.events()));
    }
    return fired;
  }

  private static final String COUNT =
      "type: event_count\nrules: [a]\ngroup-by: [u]\ntimespan: 10s\ncondition: {gte: 3}";

  @Test
  void eventCountFiresWhenTheWindowFills() {
    assertThat(fired(engine(COUNT), "0:{'e':'a','u':1}", "5:{'e':'a','u':1}", "10:{'e':'a','u':1}"))
        .containsExactly(List.of(0L, 1L, 2L));
    assertThat(fired(engine(COUNT), "0:{'e':'a','u':1}", "5:{'e':'a','u':1}", "11:{'e':'a','u':1}"))
        .isEmpty();
  }

  @Test
  void groupsAreApartAndNamed() {
    SigmaEngine engine = engine(COUNT);
    assertThat(fired(engine, "0:{'e':'a','u':1}", "1:{'e':'a','u':2}", "2:{'e':'a','u':1}"))
        .isEmpty();
    List<Detection> detections = engine.accept(Rules.event(3, 3, "{'e':'a','u':1}"));
    assertThat(detections).hasSize(1);
    Detection detection = detections.getFirst();
    assertThat(detection.rule()).isEqualTo(new RuleId("X"));
    assertThat(detection.group()).containsExactly(java.util.Map.entry("u", "1"));
    assertThat(detection.first()).isEqualTo(Rules.START);
    assertThat(detection.last()).isEqualTo(Rules.START.plusSeconds(3));
    assertThat(detection.matches()).containsExactly(new Detection.FieldMatch("s", "e", "a", "a"));
  }

  @Test
  void firesOnceForEachCrossing() {
    SigmaEngine engine =
        engine("type: event_count\nrules: [a]\ntimespan: 10s\ncondition: {gte: 2}");
    assertThat(
            fired(
                engine,
                "0:{'e':'a'}",
                "1:{'e':'a'}",
                "2:{'e':'a'}",
                "9:{'e':'a'}",
                "30:{'e':'a'}",
                "31:{'e':'a'}"))
        .containsExactly(List.of(0L, 1L), List.of(4L, 5L));
  }

  @Test
  void anEventWithoutTheGroupFieldIsLeftOutAndCounted() {
    SigmaEngine engine = engine(COUNT);
    assertThat(fired(engine, "0:{'e':'a'}", "1:{'e':'a'}", "2:{'e':'a','u':null}")).isEmpty();
    assertThat(engine.counters().ungroupedEvents()).isEqualTo(3);
  }

  @Test
  void rulesThatOnlyFeedACorrelationAreSilent() {
    assertThat(fired(engine(COUNT), "0:{'e':'a','u':1}", "1:{'e':'b','u':1}"))
        .containsExactly(List.of(1L));
    assertThat(Rules.compiled(RULES + COUNT.indent(2)).headers())
        .extracting(RuleHeader::title)
        .containsExactly("B", "C", "X");
  }

  @Test
  void generateLetsThemSpeak() {
    assertThat(fired(engine(COUNT + "\ngenerate: true"), "0:{'e':'a','u':1}"))
        .containsExactly(List.of(0L));
  }

  @Test
  void valueCountCountsDistinctValues() {
    SigmaEngine engine =
        engine(
            "type: value_count\nrules: [a]\ngroup-by: [u]\ntimespan: 10s\ncondition: {field: f, gte: 3}");
    assertThat(
            fired(
                engine,
                "0:{'e':'a','u':1,'f':'x'}",
                "1:{'e':'a','u':1,'f':'x'}",
                "2:{'e':'a','u':1,'f':'y'}",
                "3:{'e':'a','u':1}",
                "4:{'e':'a','u':1,'f':null}",
                "5:{'e':'a','u':1,'f':'X'}"))
        .containsExactly(List.of(0L, 1L, 2L, 3L, 4L, 5L));
  }

  @Test
  void valueCountCountsEachElementOfAnArray() {
    SigmaEngine engine =
        engine("type: value_count\nrules: [a]\ntimespan: 10s\ncondition: {field: f, gte: 3}");
    assertThat(fired(engine, "0:{'e':'a','f':['x','y']}", "1:{'e':'a','f':['y','z']}")).hasSize(1);
  }

  @Test
  void valueCountOfSeveralFieldsCountsCombinations() {
    SigmaEngine engine =
        engine("type: value_count\nrules: [a]\ntimespan: 10s\ncondition: {field: [f, g], gte: 2}");
    assertThat(
            fired(
                engine,
                "0:{'e':'a','f':1,'g':1}",
                "1:{'e':'a','f':1,'g':1}",
                "2:{'e':'a','f':1,'g':2}"))
        .hasSize(1);
  }

  @Test
  void temporalNeedsEveryRuleInAnyOrder() {
    SigmaEngine engine = engine("type: temporal\nrules: [a, b, c]\ngroup-by: [u]\ntimespan: 10s");
    assertThat(
            fired(
                engine,
                "0:{'e':'c','u':1}",
                "1:{'e':'a','u':1}",
                "2:{'e':'b','u':2}",
                "3:{'e':'b','u':1}"))
        .containsExactly(List.of(0L, 1L, 3L));
  }

  @Test
  void temporalWithAConditionNeedsThatManyRules() {
    SigmaEngine engine =
        engine("type: temporal\nrules: [a, b, c]\ntimespan: 10s\ncondition: {gte: 2}");
    assertThat(fired(engine, "0:{'e':'c'}", "1:{'e':'c'}", "2:{'e':'b'}"))
        .containsExactly(List.of(0L, 1L, 2L));
  }

  private static final String ORDERED =
      "type: temporal_ordered\nrules: [a, b, c]\ngroup-by: [u]\ntimespan: 10s";

  @Test
  void orderedNeedsTheOrder() {
    assertThat(
            fired(engine(ORDERED), "0:{'e':'b','u':1}", "1:{'e':'a','u':1}", "2:{'e':'c','u':1}"))
        .isEmpty();
    assertThat(
            fired(
                engine(ORDERED),
                "0:{'e':'a','u':1}",
                "1:{'e':'b','u':1}",
                "2:{'e':'a','u':1}",
                "3:{'e':'c','u':1}"))
        .containsExactly(List.of(0L, 1L, 3L));
  }

  @Test
  void orderedFollowsTheLatestStart() {
    assertThat(
            fired(
                engine(ORDERED),
                "0:{'e':'a','u':1}",
                "8:{'e':'a','u':1}",
                "9:{'e':'b','u':1}",
                "18:{'e':'c','u':1}"))
        .containsExactly(List.of(1L, 2L, 3L));
  }

  @Test
  void orderedUsesUpWhatItFiredOn() {
    assertThat(
            fired(
                engine(ORDERED),
                "0:{'e':'a','u':1}",
                "1:{'e':'b','u':1}",
                "2:{'e':'c','u':1}",
                "3:{'e':'c','u':1}",
                "4:{'e':'a','u':1}",
                "5:{'e':'b','u':1}",
                "6:{'e':'c','u':1}"))
        .containsExactly(List.of(0L, 1L, 2L), List.of(4L, 5L, 6L));
  }

  @Test
  void orderedTakesEqualTimesInOrderOfArrival() {
    assertThat(
            fired(engine(ORDERED), "0:{'e':'a','u':1}", "0:{'e':'b','u':1}", "0:{'e':'c','u':1}"))
        .hasSize(1);
    assertThat(
            fired(engine(ORDERED), "0:{'e':'b','u':1}", "0:{'e':'a','u':1}", "0:{'e':'c','u':1}"))
        .isEmpty();
  }

  @Test
  void aLateEventCompletesAWindow() {
    assertThat(fired(engine(COUNT), "0:{'e':'a','u':1}", "8:{'e':'a','u':1}", "4:{'e':'a','u':1}"))
        .containsExactly(List.of(0L, 2L, 1L));
    assertThat(
            fired(engine(ORDERED), "0:{'e':'a','u':1}", "8:{'e':'c','u':1}", "4:{'e':'b','u':1}"))
        .containsExactly(List.of(0L, 2L, 1L));
  }

  @Test
  void aLateEventDoesNotReportACrossingAgain() {
    SigmaEngine engine =
        engine("type: event_count\nrules: [a]\ntimespan: 10s\ncondition: {gte: 2}");
    assertThat(fired(engine, "0:{'e':'a'}", "5:{'e':'a'}", "3:{'e':'a'}", "1:{'e':'a'}"))
        .containsExactly(List.of(0L, 1L));
    assertThat(engine.counters().lateEvents()).isZero();
  }

  @Test
  void eventsLaterThanAllowedAreCounted() {
    SigmaEngine engine =
        engine("type: event_count\nrules: [a]\ntimespan: 10s\ncondition: {gte: 2}");
    assertThat(fired(engine, "100:{'e':'a'}", "1:{'e':'a'}", "2:{'e':'a'}"))
        .containsExactly(List.of(1L, 2L));
    assertThat(engine.counters().lateEvents()).isEqualTo(2);
  }

  @Test
  void anUpperBoundIsDecidedWhenTheWindowEnds() {
    SigmaEngine engine =
        engine("type: event_count\nrules: [a]\ngroup-by: [u]\ntimespan: 10s\ncondition: {lt: 3}");
    assertThat(fired(engine, "0:{'e':'a','u':1}", "4:{'e':'a','u':1}")).isEmpty();
    assertThat(engine.advance(Rules.START.plusSeconds(69))).isEmpty();
    List<Detection> detections = engine.advance(Rules.START.plusSeconds(70));
    assertThat(detections).hasSize(1);
    assertThat(detections.getFirst().events()).containsExactly(0L, 1L);
    assertThat(engine.advance(Rules.START.plusSeconds(700))).isEmpty();
  }

  @Test
  void aRangeIsDecidedWhenTheWindowEnds() {
    SigmaEngine engine =
        engine("type: event_count\nrules: [a]\ntimespan: 10s\ncondition: {gt: 1, lte: 2}");
    assertThat(fired(engine, "0:{'e':'a'}", "1:{'e':'a'}", "100:{'e':'z'}"))
        .containsExactly(List.of(0L, 1L));
    SigmaEngine over =
        engine("type: event_count\nrules: [a]\ntimespan: 10s\ncondition: {gt: 1, lte: 2}");
    assertThat(fired(over, "0:{'e':'a'}", "1:{'e':'a'}", "2:{'e':'a'}", "100:{'e':'z'}")).isEmpty();
  }

  @Test
  void equalAndDifferentAreDecidedWhenTheWindowEnds() {
    String eq = "type: event_count\nrules: [a]\ntimespan: 10s\ncondition: {eq: 2}";
    assertThat(fired(engine(eq), "0:{'e':'a'}", "1:{'e':'a'}", "100:{'e':'z'}")).hasSize(1);
    String neq = "type: event_count\nrules: [a]\ntimespan: 10s\ncondition: {neq: 2}";
    assertThat(fired(engine(neq), "0:{'e':'a'}", "1:{'e':'a'}", "100:{'e':'z'}")).isEmpty();
    assertThat(fired(engine(neq), "0:{'e':'a'}", "100:{'e':'z'}")).hasSize(1);
  }

  @Test
  void aliasesNameTheFieldOfEachRule() {
    SigmaEngine engine =
        engine(
            """
            type: temporal
            rules: [a, b]
            timespan: 10s
            group-by: [ip]
            aliases:
              ip: {a: src, b: dst}
            """);
    assertThat(
            fired(
                engine,
                "0:{'e':'a','src':'1','dst':'9'}",
                "1:{'e':'b','src':'1','dst':'2'}",
                "2:{'e':'b','src':'7','dst':'1'}"))
        .containsExactly(List.of(0L, 2L));
  }

  @Test
  void correlationsCanLookAtCorrelations() {
    SigmaEngine engine =
        Rules.engine(
            RULES
                + "  type: event_count\n  rules: [a]\n  group-by: [u]\n  timespan: 10s\n"
                + "  condition: {gte: 2}\n"
                + """
                ---
                title: Y
                correlation:
                  type: temporal_ordered
                  rules: [X, b]
                  group-by: [u]
                  timespan: 1m
                """);
    assertThat(
            fired(
                engine,
                "0:{'e':'a','u':1}",
                "1:{'e':'a','u':1}",
                "2:{'e':'b','u':2}",
                "30:{'e':'b','u':1}"))
        .containsExactly(List.of(0L, 1L, 3L));
  }

  @Test
  void aFloodOfGroupsDoesNotPushOutASlowAttackAndIsReported() {
    EngineLimits limits = new EngineLimits(100, 1_000_000, Duration.ofMinutes(1), false);
    SigmaEngine engine =
        SigmaEngine.of(
            Rules.compiled(
                RULES
                    + "type: event_count\nrules: [a]\ngroup-by: [u]\ntimespan: 1h\ncondition: {gte: 3}"
                        .indent(2)),
            limits);
    assertThat(fired(engine, "0:{'e':'a','u':'slow'}", "1:{'e':'a','u':'slow'}")).isEmpty();
    for (int i = 0; i < 1000; i++) {
      assertThat(engine.accept(Rules.event(i, 2, "{'e':'a','u':" + i + "}"))).isEmpty();
    }
    assertThat(engine.counters().evictedGroups()).isEqualTo(901);
    assertThat(engine.counters().heldGroups()).isEqualTo(100);
    assertThat(engine.accept(Rules.event(9, 3, "{'e':'a','u':'slow'}"))).hasSize(1);
  }

  @Test
  void heldEventsAreBoundedAndReported() {
    EngineLimits limits = new EngineLimits(100, 50, Duration.ZERO, false);
    SigmaEngine engine =
        SigmaEngine.of(
            Rules.compiled(
                RULES
                    + "type: event_count\nrules: [a]\ntimespan: 1h\ncondition: {gte: 60}"
                        .indent(2)),
            limits);
    for (int i = 0; i < 80; i++) {
      engine.accept(Rules.event(i, i, "{'e':'a'}"));
    }
    assertThat(engine.counters().heldEvents()).isEqualTo(50);
    assertThat(engine.counters().evictedEvents()).isEqualTo(30);
  }
}
