package io.sextant.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What an engine remembers of values that it met before never changes what matches.
class ValueMemoTest {
  private static final int RULE_SETS = 40;
  private static final int RULES = 12;
  private static final int EVENTS = 150;

  private static List<String> found(SigmaEngine engine, String event) {
    byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
    return engine.accept(0, Rules.START, LogSource.ANY, bytes).stream()
        .map(detection -> detection.rule().value())
        .toList();
  }

  @Test
  void eventsThatComeAgainMatchAsTheFirstTime() {
    int matches = 0;
    for (int seed = 0; seed < RULE_SETS; seed++) {
      RandomRules random = new RandomRules(seed);
      RuleSet rules = new SigmaCompiler().compile(random.documents(RULES)).rules();
      List<String> events = random.events(RULES);
      Random order = new Random(seed);
      SigmaEngine engine = SigmaEngine.of(rules);
      for (int i = 0; i < EVENTS; i++) {
        String event = events.get(order.nextInt(events.size()));
        List<String> fresh = found(SigmaEngine.of(rules), event);
        assertThat(found(engine, event)).as("seed %d, %s", seed, event).isEqualTo(fresh);
        matches += fresh.size();
      }
    }
    assertThat(matches).isGreaterThan(RULE_SETS * EVENTS);
  }

  /// More different values than are kept, some of them often, and expressions that ask for places,
  /// alone and among other values.
  @Test
  void manyValuesPushOutEachOther() {
    List<SigmaDocument> documents = new ArrayList<>();
    List<String> expressions =
        List.of("ab\\s+cd", "x1.{0,3}y2", "(ab|cd)\\W+n7\\b", "^n1.*9$", "ab[!?]", "d n2\\d+");
    for (int i = 0; i < expressions.size(); i++) {
      String rule =
          "title: R\nid: r%d\nlogsource: {product: t}\ndetection:\n  s:\n    t|re: '%s'\n  condition: s\n";
      documents.addAll(
          new SigmaReader().read("r", rule.formatted(i, expressions.get(i))).documents());
    }
    RuleSet rules = new SigmaCompiler().compile(documents).rules();
    SigmaEngine engine = SigmaEngine.of(rules);
    Map<String, List<String>> first = new HashMap<>();
    Random random = new Random(5);
    int matches = 0;
    for (int i = 0; i < 6_000; i++) {
      String one = value(random);
      String event =
          random.nextBoolean()
              ? "{\"t\":\"" + one + "\"}"
              : "{\"t\":[\"" + value(random) + "\",\"" + one + "\",\"" + one + "\"]}";
      List<String> expected = first.computeIfAbsent(event, e -> found(SigmaEngine.of(rules), e));
      assertThat(found(engine, event)).as(event).isEqualTo(expected);
      matches += expected.size();
    }
    assertThat(matches).isGreaterThan(1_000);
  }

  private static String value(Random random) {
    int number = random.nextInt(random.nextBoolean() ? 5 : 2_000);
    return List.of("ab  cd", "x1-y2", "cd ", "ab!", "d").get(number % 5) + " n" + number + " 9";
  }
}
