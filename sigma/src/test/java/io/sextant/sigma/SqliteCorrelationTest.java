package io.sextant.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.sigma.RandomCorrelations.Event;
import io.sextant.sigma.RandomCorrelations.Spec;
import io.sextant.sigma.pipeline.Pipelines;
import io.sextant.sigma.translate.SqliteTable;
import io.sextant.sigma.translate.Target;
import io.sextant.sigma.translate.Translator;
import io.sextant.sigma.translate.Windows;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Random correlations of every type, chained ones among them: what the translation to SQLite
/// finds, run by SQLite, is what the engine fires.
class SqliteCorrelationTest {
  private static final int SEEDS = Integer.getInteger("sextant.correlation.queries", 100);

  @Test
  void randomCorrelationsFireTheSame() throws SQLException {
    Map<CorrelationType, Integer> firings = new EnumMap<>(CorrelationType.class);
    for (int seed = 0; seed < SEEDS; seed++) {
      RandomCorrelations random = new RandomCorrelations(seed);
      List<Spec> specs = random.specs();
      List<Event> events = random.events().stream().map(Event::withoutLists).toList();
      Translator.Result translated =
          new Translator(Target.SQLITE, Pipelines.NONE, Optional.empty(), Windows.SLIDING)
              .translate(new SigmaReader().read("random.yml", random.yaml()).documents());
      Map<String, List<String>> expected = Map.copyOf(fired(random.yaml(), specs, events));
      try (SqliteTable table = new SqliteTable(rows(events), List.of("e", "u", "w", "v"))) {
        for (Translator.Translation one : translated.translations()) {
          String id = one.rule().name();
          List<String> found =
              table.rows(one.query()).stream().map(List::toString).sorted().toList();
          if (id.startsWith("C")) {
            assertThat(found)
                .as("seed %d %s%n%s%n%s%n%s", seed, id, random.yaml(), events, one.query())
                .isEqualTo(expected.getOrDefault(id, List.of()));
            CorrelationType type =
                specs.stream()
                    .filter(spec -> spec.name().equals(id))
                    .findFirst()
                    .orElseThrow()
                    .type();
            firings.merge(type, found.size(), Integer::sum);
          }
        }
      }
      assertThat(translated.issues())
          .allMatch(issue ->
              issue.message().contains("ways fulfil") || issue.message().contains("chains of"));
    }
    assertThat(firings).containsOnlyKeys(CorrelationType.values());
    assertThat(firings.values()).allMatch(count -> count > SEEDS / 20);
  }

  private static List<JsonNode> rows(List<Event> events) {
    List<JsonNode> rows = new ArrayList<>();
    for (Event event : events) {
      ObjectNode row = ((ObjectNode) event.sigma().body()).deepCopy();
      rows.add(row.put("timestamp", Rules.START.plusSeconds(event.second()).toString()));
    }
    return rows;
  }

  /// By correlation, the groups and times of what the engine fires.
  private static Map<String, List<String>> fired(
      String yaml, List<Spec> specs, List<Event> events) {
    EngineLimits limits =
        new EngineLimits(1_000, 100_000, Duration.ofSeconds(0), false).takenInOrder();
    SigmaEngine engine = SigmaEngine.of(Rules.compiled(yaml), limits);
    List<Detection> detections = new ArrayList<>();
    events.forEach(event -> detections.addAll(engine.accept(event.sigma())));
    detections.addAll(engine.advance(Rules.START.plus(Duration.ofDays(1))));
    Map<String, List<String>> fired = new java.util.HashMap<>();
    for (Spec spec : specs) {
      fired.put(
          spec.name(),
          detections.stream()
              .filter(detection -> detection.rule().value().equals(spec.name()))
              .map(detection -> {
                List<String> row = new ArrayList<>(detection.group().values());
                row.add(written(detection.first()));
                row.add(written(detection.last()));
                return row.toString();
              })
              .sorted()
              .toList());
    }
    return fired;
  }

  private static String written(java.time.Instant time) {
    return time.toString().replaceFirst("Z$", ".000Z");
  }
}
