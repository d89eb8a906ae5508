package io.sextant.store;

import static io.sextant.core.contract.Samples.NOON;
import static io.sextant.core.contract.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.atlas.TechniqueId;
import io.sextant.core.Page;
import io.sextant.core.contract.InMemoryEvents;
import io.sextant.core.contract.InMemoryFindings;
import io.sextant.core.contract.Samples.Sample;
import io.sextant.core.detection.Finding;
import io.sextant.core.detection.FindingId;
import io.sextant.core.detection.Findings;
import io.sextant.core.detection.Findings.Filter;
import io.sextant.core.telemetry.Event;
import io.sextant.core.telemetry.Events;
import io.sextant.core.telemetry.Events.Numbered;
import io.sextant.sigma.Level;
import io.sextant.sigma.RuleId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// After any history of appends, records, triage and pruning, SQLite answers as the plain store in
/// memory does.
class SqliteHistoryTest {
  private static final int ACTS = 300;
  private static final List<String> TECHNIQUES =
      List.of("AML.T0051", "AML.T0051.000", "AML.T0051.001", "AML.T0054", "AML.T0054.000");

  /// Something done to a store, or asked of it; gives what can be compared.
  private interface Act extends BiFunction<Events, Findings, Object> {}

  private int events;
  private int findings;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void answersAsTheOneInMemory(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    InMemoryFindings plainFindings = new InMemoryFindings();
    InMemoryEvents plainEvents = new InMemoryEvents(plainFindings);
    try (OpenStore open = OpenStore.create()) {
      for (int i = 0; i < ACTS; i++) {
        for (Act act : List.of(change(random), question(random))) {
          assertThat(act.apply(open.store().events(), open.store().findings()))
              .as("seed %d, act %d", seed, i)
              .isEqualTo(act.apply(plainEvents, plainFindings));
        }
      }
      assertThat(plainFindings.heat(Instant.EPOCH)).hasSameSizeAs(TECHNIQUES);
    }
  }

  private Act change(RandomGenerator random) {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> append(random);
      case 3, 4 -> {
        List<Finding> made =
            IntStream.range(0, random.nextInt(5)).mapToObj(_ -> made(random)).toList();
        long mark = random.nextInt(events + 1);
        yield (_, findings) -> findings.record(made, mark);
      }
      case 5 -> {
        List<Finding> made = List.of(made(random));
        Instant now = time(random);
        yield (_, findings) -> findings.recordLate(made, now);
      }
      case 6 -> {
        FindingId id = known(random);
        Finding.Status status = any(random, List.of(Finding.Status.values()));
        yield (_, findings) -> findings.triage(id, status, "note", "ana", NOON);
      }
      default -> {
        Instant olderThan = time(random).minus(Duration.ofDays(1));
        yield (events, _) -> events.prune(olderThan, Long.MAX_VALUE);
      }
    };
  }

  private Act append(RandomGenerator random) {
    List<Event> batch = new ArrayList<>();
    for (int i = random.nextInt(9); i > 0; i--) {
      String category = any(random, List.of("predict", "mcp"));
      batch.add(event("e" + events++, time(random), category, any(random, List.of("", "a", "b"))));
    }
    return (events, _) -> events.append(batch).stream().map(Numbered::sequence).toList();
  }

  private Finding made(RandomGenerator random) {
    String[] evidence =
        random.ints(random.nextInt(4), 0, events + 1).mapToObj(i -> "e" + i).toArray(String[]::new);
    String[] techniques =
        random
            .ints(1 + random.nextInt(3), 0, TECHNIQUES.size())
            .mapToObj(TECHNIQUES::get)
            .toArray(String[]::new);
    return new Sample("f" + findings++, time(random), "key" + random.nextInt(12))
        .lasting(Duration.ofMinutes(random.nextInt(3_000)))
        .rule("rule" + random.nextInt(4))
        .level(any(random, List.of(Level.values())))
        .techniques(techniques)
        .evidence(evidence)
        .finding();
  }

  private static Act question(RandomGenerator random) {
    Instant time = time(random);
    String category = any(random, List.of("", "predict"));
    String service = any(random, List.of("", "a"));
    Filter filter = filter(random);
    return switch (random.nextInt(9)) {
      case 0 -> (events, _) -> events.count();
      case 1 ->
          (events, _) ->
              events.after(time.toEpochMilli() % 100, 7).stream().map(Numbered::sequence).toList();
      case 2 -> (events, _) -> events.firstSince(time);
      case 3 ->
          (events, _) ->
              all(cursor -> events.page(category, service, cursor, 4)).stream()
                  .map(event -> event.id().value())
                  .toList();
      case 4, 5 -> (_, findings) -> all(cursor -> findings.page(filter, cursor, 3));
      case 6 -> (_, findings) -> findings.heat(time);
      case 7 -> (_, findings) -> findings.heat(Instant.EPOCH);
      default ->
          (_, findings) ->
              List.of(
                  findings.ruleActivity(), findings.searchedThrough(), findings.passedThrough());
    };
  }

  private FindingId known(RandomGenerator random) {
    return new FindingId("f" + random.nextInt(findings + 1));
  }

  private static Filter filter(RandomGenerator random) {
    return new Filter(
        random.nextBoolean() ? Set.of() : Set.of(any(random, List.of(Finding.Status.values()))),
        random.nextInt(3) > 0
            ? Set.of()
            : Set.copyOf(List.of(Level.HIGH, any(random, List.of(Level.values())))),
        maybe(random, new TechniqueId(any(random, TECHNIQUES))),
        maybe(random, new RuleId("rule1")),
        maybe(random, time(random)),
        maybe(random, time(random)),
        any(random, List.of("", "", "KEY1", "rule2", "nothing")));
  }

  private static <T> Optional<T> maybe(RandomGenerator random, T value) {
    return random.nextInt(4) == 0 ? Optional.of(value) : Optional.empty();
  }

  private static <T> T any(RandomGenerator random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /// Within two days, so that repetitions fall inside and outside of the window for merging.
  private static Instant time(RandomGenerator random) {
    return NOON.plusSeconds(random.nextInt(2 * 24 * 3600));
  }

  /// Everything on all pages.
  private static <T> List<T> all(Function<Optional<String>, Page<T>> pages) {
    List<T> all = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Page<T> page = pages.apply(cursor);
      all.addAll(page.items());
      cursor = page.next();
    } while (cursor.isPresent());
    return all;
  }
}
