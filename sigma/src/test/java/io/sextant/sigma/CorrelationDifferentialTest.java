package io.sextant.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.sigma.RandomCorrelations.Event;
import io.sextant.sigma.RandomCorrelations.Spec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Random correlations of every type, chained ones among them, on random streams: the whole list at
/// once, event by event, and in any order within the lateness, stopped and restored on the way, all
/// say what a brute force says.
///
/// `-Dsextant.correlation.seeds=N` sets how many rule sets are tried.
class CorrelationDifferentialTest {
  private static final int SEEDS = Integer.getInteger("sextant.correlation.seeds", 10_000);
  private static final Instant END = Rules.START.plus(Duration.ofDays(1));

  @Test
  void allOrdersSayWhatBruteForceSays() {
    Map<CorrelationType, Integer> firings = new EnumMap<>(CorrelationType.class);
    for (int seed = 0; seed < SEEDS; seed++) {
      RandomCorrelations random = new RandomCorrelations(seed);
      List<Spec> specs = random.specs();
      List<Event> events = random.events();
      RuleSet rules = Rules.compiled(random.yaml());
      List<BruteForceCorrelation.Firing> found =
          new BruteForceCorrelation(specs, events).reported();
      List<String> expected = found.stream().map(firing -> line(specs, firing)).sorted().toList();

      int lateness = seed % 9;
      EngineLimits inOrder = limits(lateness).takenInOrder();
      List<Detection> batch = detections(SigmaEngine.of(rules, inOrder), events);
      assertThat(batch.stream().map(detection -> line(specs, detection)).sorted())
          .as("seed %d in order\n%s\n%s", seed, random.yaml(), events)
          .isEqualTo(expected);

      List<Event> arriving = random.arriving(events, lateness);
      assertThat(interrupted(rules, inOrder, arriving, new Random(seed)))
          .as("seed %d, arriving in another order\n%s\n%s", seed, random.yaml(), arriving)
          .isEqualTo(batch);

      if (!waitsInAChain(specs)) {
        List<Detection> atOnce = detections(SigmaEngine.of(rules, limits(lateness)), events);
        assertThat(atOnce.stream().map(detection -> line(specs, detection)).sorted())
            .as("seed %d at once\n%s\n%s", seed, random.yaml(), events)
            .isEqualTo(expected);
      }
      found.forEach(firing -> firings.merge(spec(specs, firing.rule()).type(), 1, Integer::sum));
    }
    assertThat(firings).containsOnlyKeys(CorrelationType.values());
    assertThat(firings.values()).allMatch(count -> count > SEEDS / 20);
  }

  private static EngineLimits limits(int lateness) {
    return new EngineLimits(1_000, 100_000, Duration.ofSeconds(lateness), false);
  }

  private static List<Detection> detections(SigmaEngine engine, List<Event> events) {
    List<Detection> detections = new ArrayList<>();
    events.forEach(event -> detections.addAll(engine.accept(event.sigma())));
    detections.addAll(engine.advance(END));
    return ofCorrelations(detections);
  }

  private static List<Detection> interrupted(
      RuleSet rules, EngineLimits limits, List<Event> events, Random random) {
    SigmaEngine engine = SigmaEngine.of(rules, limits);
    List<Detection> detections = new ArrayList<>();
    for (Event event : events) {
      if (random.nextInt(12) == 0) {
        engine = SigmaEngine.restored(rules, limits, engine.snapshot());
      }
      detections.addAll(engine.accept(event.sigma()));
    }
    detections.addAll(engine.advance(END));
    assertThat(engine.counters().lateEvents()).isZero();
    return ofCorrelations(detections);
  }

  private static List<Detection> ofCorrelations(List<Detection> detections) {
    return detections.stream().filter(one -> one.rule().value().startsWith("C")).toList();
  }

  private static Spec spec(List<Spec> specs, String name) {
    return specs.stream().filter(spec -> spec.name().equals(name)).findFirst().orElseThrow();
  }

  /// Whether a correlation looks at one that is decided late: the time of the event that fires it
  /// is then past, when it does not take events in order.
  private static boolean waitsInAChain(List<Spec> specs) {
    return specs.stream()
        .flatMap(spec -> spec.rules().stream())
        .anyMatch(rule -> rule.startsWith("C"));
  }

  private static String line(List<Spec> specs, BruteForceCorrelation.Firing firing) {
    return line(
        specs,
        firing.rule(),
        firing.group(),
        firing.first(),
        firing.last(),
        firing.refs().stream().map(Integer::longValue).toList());
  }

  private static String line(List<Spec> specs, Detection detection) {
    return line(
        specs,
        detection.rule().value(),
        List.copyOf(detection.group().values()),
        Duration.between(Rules.START, detection.first()).toSeconds(),
        Duration.between(Rules.START, detection.last()).toSeconds(),
        detection.events());
  }

  /// Where a sequence can come about in several ways at once, which of them is named is open.
  private static String line(
      List<Spec> specs, String rule, List<String> group, long first, long last, List<Long> refs) {
    boolean open =
        specs.stream()
            .anyMatch(spec ->
                spec.type() == CorrelationType.TEMPORAL_ORDERED && spec.expression().isPresent());
    Optional<List<Long>> named = open ? Optional.empty() : Optional.of(refs);
    return rule + group + (open ? "" : first + "-") + last + named;
  }
}
