package io.sextant.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// The incremental correlations against a brute force that counts every window from scratch, on
/// seeded random streams.
class CorrelationOracleTest {
  private static final int STREAMS = 150;
  private static final int SPAN = 10;

  private record Event(int index, int second, int rule, int group, int value) {
    String body() {
      return "{'e':'" + (char) ('a' + rule) + "','u':" + group + ",'f':" + value + "}";
    }
  }

  private record Setup(CorrelationType type, int threshold) {
    String yaml() {
      StringBuilder yaml = new StringBuilder();
      for (char rule = 'a'; rule <= 'c'; rule++) {
        yaml.append("title: ")
            .append(rule)
            .append("\nlogsource: {product: t}\ndetection: {s: {e: ")
            .append(rule)
            .append("}, condition: s}\n---\n");
      }
      yaml.append("title: X\ncorrelation:\n  type: ")
          .append(type.label())
          .append("\n  rules: [a, b, c]\n  group-by: [u]\n  timespan: ")
          .append(SPAN)
          .append("s\n");
      switch (type) {
        case EVENT_COUNT, TEMPORAL ->
            yaml.append("  condition: {gte: ").append(threshold).append("}\n");
        case VALUE_COUNT ->
            yaml.append("  condition: {field: f, gte: ").append(threshold).append("}\n");
        case TEMPORAL_ORDERED, VALUE_SUM, VALUE_AVG, VALUE_PERCENTILE, VALUE_MEDIAN -> {}
      }
      return yaml.toString();
    }
  }

  private static List<Event> stream(Random random) {
    List<Event> events = new ArrayList<>();
    int second = 0;
    for (int i = 0; i < 60; i++) {
      second += random.nextInt(5);
      events.add(new Event(i, second, random.nextInt(3), random.nextInt(2), random.nextInt(5)));
    }
    return events;
  }

  private static long count(CorrelationType type, List<Event> window) {
    Set<Integer> distinct = new HashSet<>();
    for (Event event : window) {
      distinct.add(
          switch (type) {
            case EVENT_COUNT -> event.index();
            case VALUE_COUNT -> event.value();
            case TEMPORAL, TEMPORAL_ORDERED, VALUE_SUM, VALUE_AVG, VALUE_PERCENTILE, VALUE_MEDIAN ->
                event.rule();
          });
    }
    return distinct.size();
  }

  /// The index of every event at which the condition becomes true, in order of time.
  private static List<Integer> crossings(Setup setup, List<Event> events) {
    List<Integer> fired = new ArrayList<>();
    boolean[] held = new boolean[2];
    for (int i = 0; i < events.size(); i++) {
      Event at = events.get(i);
      List<Event> before = new ArrayList<>();
      for (Event event : events.subList(0, i)) {
        if (event.group() == at.group() && event.second() >= at.second() - SPAN) {
          before.add(event);
        }
      }
      boolean holdsBefore = count(setup.type(), before) >= setup.threshold();
      before.add(at);
      boolean holds = count(setup.type(), before) >= setup.threshold();
      if (holds && !(holdsBefore && held[at.group()])) {
        fired.add(at.index());
      }
      held[at.group()] = holds;
    }
    return fired;
  }

  /// Where a, b, c complete, trying every way to choose them among events not used up.
  private static List<Integer> sequences(List<Event> events) {
    List<Integer> fired = new ArrayList<>();
    int[] usedUpTo = {-1, -1};
    for (int k = 0; k < events.size(); k++) {
      Event c = events.get(k);
      boolean found = false;
      for (int j = 0; j < k && c.rule() == 2; j++) {
        for (int i = 0; i < j; i++) {
          Event a = events.get(i);
          Event b = events.get(j);
          found |=
              a.rule() == 0
                  && b.rule() == 1
                  && a.group() == c.group()
                  && b.group() == c.group()
                  && i > usedUpTo[c.group()]
                  && c.second() - a.second() <= SPAN;
        }
      }
      if (found) {
        fired.add(c.index());
        usedUpTo[c.group()] = k;
      }
    }
    return fired;
  }

  private static List<Integer> engine(Setup setup, List<Event> events) {
    SigmaEngine engine =
        SigmaEngine.of(
            Rules.compiled(setup.yaml()),
            new EngineLimits(100, 10_000, Duration.ofMinutes(10), false));
    List<Integer> fired = new ArrayList<>();
    for (Event event : events) {
      engine
          .accept(Rules.event(event.index(), event.second(), event.body()))
          .forEach(detection -> fired.add(detection.events().getLast().intValue()));
    }
    return fired;
  }

  @ParameterizedTest
  @EnumSource(
      value = CorrelationType.class,
      names = {"EVENT_COUNT", "VALUE_COUNT", "TEMPORAL", "TEMPORAL_ORDERED"})
  void equalsBruteForceInOrder(CorrelationType type) {
    int firings = 0;
    for (int seed = 0; seed < STREAMS; seed++) {
      Random random = new Random(seed);
      Setup setup = new Setup(type, 2 + random.nextInt(2));
      List<Event> events = stream(random);
      List<Integer> expected =
          type == CorrelationType.TEMPORAL_ORDERED ? sequences(events) : crossings(setup, events);
      assertThat(engine(setup, events)).as("%s, seed %d", setup, seed).isEqualTo(expected);
      firings += expected.size();
    }
    assertThat(firings).isGreaterThan(STREAMS);
  }

  /// In any order of arrival something is found exactly when it is found in order.
  @ParameterizedTest
  @EnumSource(
      value = CorrelationType.class,
      names = {"EVENT_COUNT", "VALUE_COUNT", "TEMPORAL", "TEMPORAL_ORDERED"})
  void findsTheSameInAnyOrder(CorrelationType type) {
    int found = 0;
    for (int seed = 0; seed < STREAMS; seed++) {
      Random random = new Random(seed);
      Setup setup = new Setup(type, type == CorrelationType.EVENT_COUNT ? 6 : 3);
      List<Event> events = distinctTimes(stream(random).subList(0, 14));
      boolean expected = !engine(setup, events).isEmpty();
      List<Event> shuffled = new ArrayList<>(events);
      Collections.shuffle(shuffled, random);
      assertThat(!engine(setup, shuffled).isEmpty())
          .as("%s, seed %d", setup, seed)
          .isEqualTo(expected);
      found += expected ? 1 : 0;
    }
    assertThat(found).isBetween(20, STREAMS - 1);
  }

  /// Events that come late fire what counting everything anew at each arrival would fire.
  @ParameterizedTest
  @EnumSource(
      value = CorrelationType.class,
      names = {"EVENT_COUNT", "VALUE_COUNT", "TEMPORAL"})
  void equalsARecountWhenEventsComeLate(CorrelationType type) {
    int firings = 0;
    for (int seed = 0; seed < STREAMS; seed++) {
      Random random = new Random(seed);
      Setup setup = new Setup(type, 2 + random.nextInt(2));
      int delay = 1 + random.nextInt(3 * SPAN);
      List<Event> arriving = new ArrayList<>(stream(random));
      Map<Event, Integer> arrival = new HashMap<>();
      arriving.forEach(event -> arrival.put(event, event.second() + random.nextInt(delay)));
      arriving.sort(Comparator.comparing(arrival::get));
      List<List<Long>> expected = new Recount(setup).fired(arriving);
      assertThat(evidence(setup, arriving)).as("%s, seed %d", setup, seed).isEqualTo(expected);
      firings += expected.size();
    }
    assertThat(firings).isGreaterThan(STREAMS);
  }

  private static List<List<Long>> evidence(Setup setup, List<Event> events) {
    SigmaEngine engine =
        SigmaEngine.of(
            Rules.compiled(setup.yaml()),
            new EngineLimits(100, 10_000, Duration.ofMinutes(10), false));
    List<List<Long>> fired = new ArrayList<>();
    for (Event event : events) {
      engine
          .accept(Rules.event(event.index(), event.second(), event.body()))
          .forEach(detection -> fired.add(detection.events()));
    }
    return fired;
  }

  /// At each arrival goes through all events of the group: where the condition holds without a
  /// break, that is reported once.
  private static final class Recount {
    private final Setup setup;
    private final Set<Integer> reported = new HashSet<>();
    private final List<Event> held = new ArrayList<>();

    Recount(Setup setup) {
      this.setup = setup;
    }

    List<List<Long>> fired(List<Event> arriving) {
      List<List<Long>> fired = new ArrayList<>();
      for (Event event : arriving) {
        held.add(event);
        held.sort(Comparator.comparing(Event::second));
        List<Event> group = held.stream().filter(e -> e.group() == event.group()).toList();
        for (List<Integer> run : runs(group)) {
          boolean known = run.stream().anyMatch(i -> reported.contains(group.get(i).index()));
          Optional<List<Event>> proof =
              run.stream()
                  .map(i -> window(group, i))
                  .filter(window -> window.contains(event))
                  .findFirst();
          if (!known && proof.isPresent()) {
            fired.add(proof.get().stream().map(e -> (long) e.index()).toList());
          }
          run.forEach(i -> reported.add(group.get(i).index()));
        }
      }
      return fired;
    }

    private List<List<Integer>> runs(List<Event> group) {
      List<List<Integer>> runs = new ArrayList<>();
      for (int i = 0; i < group.size(); i++) {
        List<Event> window = window(group, i);
        if (count(setup.type(), window) >= setup.threshold()) {
          List<Event> before = window.subList(0, window.size() - 1);
          if (runs.isEmpty() || count(setup.type(), before) < setup.threshold()) {
            runs.add(new ArrayList<>());
          }
          runs.getLast().add(i);
        }
      }
      return runs;
    }

    private static List<Event> window(List<Event> group, int last) {
      return group.subList(0, last + 1).stream()
          .filter(event -> event.second() >= group.get(last).second() - SPAN)
          .toList();
    }
  }

  /// What comes a little late costs as much as is newer than it, not as much as its group holds.
  @Test
  @Timeout(30)
  void aBusyGroupMayComeLate() {
    int events = 200_000;
    String yaml = new Setup(CorrelationType.EVENT_COUNT, events).yaml();
    SigmaEngine engine = SigmaEngine.of(Rules.compiled(yaml));
    JsonNode body = Rules.json("{'e':'a','u':1}");
    int found = 0;
    for (int i = 0; i < events; i++) {
      Instant time = Rules.START.plusMillis(i / 40 - (i % 3 == 0 ? 2 : 0));
      found += engine.accept(new SigmaEvent(i, time, LogSource.ANY, body)).size();
    }
    assertThat(found).isEqualTo(1);
  }

  private static List<Event> distinctTimes(List<Event> events) {
    List<Event> spread = new ArrayList<>();
    int last = -1;
    for (Event event : events) {
      last = Math.max(last + 1, event.second());
      spread.add(new Event(event.index(), last, event.rule(), event.group(), event.value()));
    }
    return spread;
  }
}
