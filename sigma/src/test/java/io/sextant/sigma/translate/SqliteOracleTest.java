package io.sextant.sigma.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.sigma.Detection;
import io.sextant.sigma.DetectionItem;
import io.sextant.sigma.DetectionRule;
import io.sextant.sigma.LogSource;
import io.sextant.sigma.Selection;
import io.sextant.sigma.SharedData;
import io.sextant.sigma.SigmaCompiler;
import io.sextant.sigma.SigmaDocument;
import io.sextant.sigma.SigmaEngine;
import io.sextant.sigma.SigmaEvent;
import io.sextant.sigma.SigmaReader;
import io.sextant.sigma.ValueTest;
import io.sextant.sigma.pipeline.EventRouter;
import io.sextant.sigma.pipeline.Pipelines;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The translation to SQLite, run by SQLite, and the engine find the same events.
class SqliteOracleTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int RANDOM_RULES = 1_200;
  private static final int RANDOM_EVENTS = 200;

  /// Differences that a failure shows.
  private static final int SHOWN = 5;

  @Test
  void randomRulesFindTheSame() throws SQLException {
    RandomRules random = new RandomRules(new Random(20_260_101));
    List<SigmaDocument> rules = new ArrayList<>();
    for (int i = 0; i < RANDOM_RULES; i++) {
      String yaml = random.rule("r" + i);
      SigmaReader.ReadResult read = new SigmaReader().read("random.yml", yaml);
      assertThat(read.hasErrors()).as("%s%n%s", yaml, read.issues()).isFalse();
      rules.addAll(read.documents());
    }
    List<JsonNode> events = new ArrayList<>();
    for (int i = 0; i < RANDOM_EVENTS; i++) {
      events.add(random.event());
    }
    Outcome outcome = compare(rules, events);
    assertThat(outcome.differences()).isEmpty();
    assertThat(outcome.compared()).isEqualTo(RANDOM_RULES);
    assertThat(outcome.matches()).isGreaterThan(RANDOM_RULES);
  }

  @Test
  void publicRulesFindTheSame() throws SQLException {
    List<SigmaDocument> rules = new ArrayList<>();
    SharedData.archive("sigma/sigmahq-rules.tar.gz", ".yml")
        .forEach((name, text) -> {
          if (name.startsWith("rules")) {
            rules.addAll(new SigmaReader().read(name, text).documents());
          }
        });
    Outcome outcome = compare(rules, recorded());
    assertThat(outcome.differences()).isEmpty();
    assertThat(outcome.compared()).isGreaterThan(3_400);
    assertThat(outcome.matches()).isGreaterThan(100);
  }

  private static List<JsonNode> recorded() {
    EventRouter router =
        new EventRouter(Pipelines.of(List.of(Pipelines.shipped("windows").orElseThrow())));
    List<JsonNode> events = new ArrayList<>();
    SharedData.archive("sigma/regression-dev.tar.gz", ".json")
        .forEach((_, text) -> {
          try (MappingIterator<JsonNode> read = JSON.readerFor(JsonNode.class).readValues(text)) {
            read.forEachRemaining(
                event -> events.add(router.route(event, LogSource.ANY).getFirst().body()));
          }
        });
    SharedData.gunzipped("sigma/structured_windows.ndjson.gz")
        .lines()
        .limit(100)
        .forEach(line -> events.add(JSON.readTree(line)));
    return events;
  }

  /// @param compared rules that could be translated
  private record Outcome(int compared, int matches, List<String> differences) {}

  private static Outcome compare(List<SigmaDocument> rules, List<JsonNode> events)
      throws SQLException {
    Map<String, Set<Integer>> engine = engine(rules, events);
    Set<String> fields = new HashSet<>();
    rules.forEach(rule -> fields.addAll(fields(rule)));
    List<String> differences = new ArrayList<>();
    int compared = 0;
    int matches = 0;
    try (SqliteTable table = new SqliteTable(events, fields)) {
      for (SigmaDocument rule : rules) {
        Translator.Result result =
            new Translator(Target.SQLITE, Pipelines.NONE, Optional.empty(), Windows.SLIDING)
                .translate(List.of(rule));
        if (result.translations().isEmpty() || !fields(rule).stream().allMatch(table::has)) {
          assertThat(result.issues().isEmpty() || result.translations().isEmpty()).isTrue();
          continue;
        }
        compared++;
        String query = result.translations().getFirst().query();
        Set<Integer> found = new HashSet<>(table.select(query));
        Set<Integer> expected = engine.getOrDefault(rule.header().id().value(), Set.of());
        matches += expected.size();
        if (!found.equals(expected) && differences.size() < SHOWN) {
          differences.add(
              rule.header().title()
                  + ": "
                  + expected
                  + " by the engine, "
                  + found
                  + " by "
                  + query);
        }
      }
    }
    return new Outcome(compared, matches, differences);
  }

  private static Map<String, Set<Integer>> engine(
      List<SigmaDocument> rules, List<JsonNode> events) {
    SigmaEngine engine = SigmaEngine.of(new SigmaCompiler().compile(rules).rules());
    Map<String, Set<Integer>> found = new HashMap<>();
    for (int i = 0; i < events.size(); i++) {
      for (Detection detection :
          engine.accept(new SigmaEvent(i, Instant.EPOCH, LogSource.ANY, events.get(i)))) {
        found.computeIfAbsent(detection.rule().value(), _ -> new HashSet<>()).add(i);
      }
    }
    return found;
  }

  private static Set<String> fields(SigmaDocument document) {
    Set<String> fields = new HashSet<>();
    if (document instanceof DetectionRule rule) {
      rule.selections().values().forEach(selection -> fields(selection, fields));
    }
    return fields;
  }

  private static void fields(Selection selection, Set<String> into) {
    switch (selection) {
      case Selection.AnyOf(List<Selection> alternatives) ->
          alternatives.forEach(alternative -> fields(alternative, into));
      case Selection.AllOf(List<DetectionItem> items) -> {
        for (DetectionItem item : items) {
          into.add(item.field());
          for (ValueTest test : item.tests()) {
            if (test instanceof ValueTest.SameAs same) {
              into.add(same.field());
            }
          }
        }
      }
    }
    into.remove("");
  }

  /// Rules and events over few fields and letters, so that they meet.
  private static final class RandomRules {
    private static final List<String> FIELDS = List.of("a", "b.c", "De", "f");
    private static final List<String> LETTERS =
        List.of("a", "B", "b", "%", "_", "-x", "/x", "\\\\", "'", "[", "]", "é", " ", "1", "^");
    private static final List<String> TEXT_MODIFIERS =
        List.of(
            "",
            "",
            "|contains",
            "|startswith",
            "|endswith",
            "|cased",
            "|contains|cased",
            "|contains|all",
            "|windash",
            "|windash|contains",
            "|neq",
            "|base64offset|contains",
            "|wide|base64");

    private final Random random;

    RandomRules(Random random) {
      this.random = random;
    }

    private <T> T one(List<T> of) {
      return of.get(random.nextInt(of.size()));
    }

    private String text(boolean wildcards) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(4); i > 0; i--) {
        int kind = random.nextInt(8);
        text.append(wildcards && kind == 0 ? "*" : wildcards && kind == 1 ? "?" : one(LETTERS));
      }
      return text.toString();
    }

    private static String quoted(String text) {
      return "'" + text.replace("'", "''") + "'";
    }

    private String item() {
      String field = one(FIELDS);
      return "\""
          + switch (random.nextInt(10)) {
            case 0 -> field + "|gt\": " + number();
            case 1 -> field + "|lte\": " + number();
            case 2 -> field + "\": " + number();
            case 3 -> field + "\": " + one(List.of("null", "true", "''", "'*'"));
            case 4 -> field + "|exists\": " + random.nextBoolean();
            case 5 ->
                field
                    + one(List.of("|fieldref", "|fieldref|startswith", "|fieldref|endswith"))
                    + "\": "
                    + one(FIELDS);
            case 6 ->
                field
                    + one(List.of("|re", "|re|i"))
                    + "\": "
                    + one(List.of("'^a'", "'b$'", "'a.*1'", "'[ab]{2}'", "'x|1'"));
            case 7 ->
                field + "|cidr\": " + one(List.of("10.0.0.0/8", "10.1.2.0/23", "10.1.2.3/32"));
            default -> texts(field);
          };
    }

    private String texts(String field) {
      String modifier = one(TEXT_MODIFIERS);
      boolean encoded = modifier.contains("64");
      List<String> values = new ArrayList<>();
      for (int i = modifier.contains("all") ? 2 : 1 + random.nextInt(2); i > 0; i--) {
        values.add(quoted(encoded ? "abcdef" : text(true)));
      }
      String text = String.join(", ", values);
      // Without case, letters outside ASCII cannot be translated.
      String ascii = modifier.contains("cased") ? text : text.replace("é", "e");
      return field + modifier + "\": [" + ascii + "]";
    }

    private String number() {
      return one(List.of("1", "0", "-5", "11", "1.5", "100"));
    }

    String rule(String id) {
      StringBuilder yaml =
          new StringBuilder("title: " + id + "\nid: " + id + "\nlogsource: {product: x}\n");
      yaml.append("detection:\n");
      int selections = 1 + random.nextInt(3);
      for (int i = 0; i < selections; i++) {
        yaml.append("  s").append(i).append(":\n");
        boolean list = random.nextInt(3) == 0;
        Set<String> keys = new HashSet<>();
        for (int j = 1 + random.nextInt(2); j > 0; j--) {
          String item = item();
          if (keys.add(item.substring(0, item.indexOf(':')))) {
            yaml.append(list ? "    - " : "    ").append(item).append('\n');
          }
        }
      }
      return yaml.append("  condition: ").append(condition(selections, 2)).append('\n').toString();
    }

    private String condition(int selections, int depth) {
      String name = "s" + random.nextInt(selections);
      return switch (depth == 0 ? 0 : random.nextInt(7)) {
        case 1 -> "not (" + condition(selections, depth - 1) + ")";
        case 2 ->
            "(" + condition(selections, depth - 1) + ") and " + condition(selections, depth - 1);
        case 3 ->
            "(" + condition(selections, depth - 1) + ") or " + condition(selections, depth - 1);
        case 4 -> "1 of s*";
        case 5 -> "all of them";
        case 6 -> selections == 3 ? "2 of s*" : "not 1 of them";
        default -> name;
      };
    }

    JsonNode event() {
      ObjectNode event = JSON.createObjectNode();
      for (String field : FIELDS) {
        switch (random.nextInt(9)) {
          case 0 -> {}
          case 1 -> event.put(field, random.nextInt(13) - 6);
          case 2 -> event.put(field, one(List.of(1.5, 100.25, -5.5)));
          case 3 -> event.put(field, random.nextBoolean());
          case 4 ->
              event.put(
                  field, one(List.of("10.1.2.3", "10.1.3.9", "10.200.0.1", "11.0.0.1", "10.1.2")));
          case 5 -> event.put(field, one(List.of("11", "1.5", "-5", "0", "1x")));
          case 6 ->
              event.put(
                  field,
                  one(List.of("YWJjZGVm", "xYWJjZGVmx", "YQBiAGMAZABlAGYA", "\u2013x a", "-x")));
          default -> event.put(field, text(false).replace("\\\\", "\\"));
        }
      }
      return event;
    }
  }
}
