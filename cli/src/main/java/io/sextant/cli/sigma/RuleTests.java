package io.sextant.cli.sigma;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// The examples beside a rule: streams of events that must or must not make it fire.
record RuleTests(List<Case> cases) {
  /// When a case begins, unless its events say otherwise.
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /// Events that one case may stand for.
  private static final int MAX_EVENTS = 100_000;

  private static final int MAX_CHARACTERS = 8 << 20;
  private static final Pattern OFFSET = Pattern.compile("\\+?(\\d{1,9})(ms|s|m|h|d)");
  private static final Set<String> CASE_KEYS = Set.of("name", "events", "rule");
  private static final JsonMapper JSON = new JsonMapper();

  RuleTests {
    cases = List.copyOf(cases);
  }

  /// One stream of events.
  ///
  /// @param mustFire whether the rule must fire on it, or must not
  /// @param rule the id of the rule that is meant; empty means any of the rule file
  record Case(String name, boolean mustFire, String rule, List<Step> events) {
    Case {
      events = List.copyOf(events);
    }
  }

  /// An event and its time.
  record Step(Instant time, ObjectNode body) {}

  /// Why a file with examples cannot be used.
  static final class Broken extends Exception {
    private final String problem;

    Broken(String problem) {
      super(problem);
      this.problem = problem;
    }

    String problem() {
      return problem;
    }
  }

  /// Reads the text of a `.tests.yml` file.
  static RuleTests parse(String yaml) throws Broken {
    JsonNode root = tree(yaml);
    if (!root.isObject()) {
      throw new Broken("expected a map with 'match' and 'no-match'");
    }
    List<Case> cases = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : root.properties()) {
      switch (entry.getKey()) {
        case "match" -> cases.addAll(cases(entry.getValue(), true));
        case "no-match" -> cases.addAll(cases(entry.getValue(), false));
        default ->
            throw new Broken(
                "unknown key '" + entry.getKey() + "'; expected 'match' and 'no-match'");
      }
    }
    return new RuleTests(cases);
  }

  private static JsonNode tree(String yaml) throws Broken {
    if (yaml.length() > MAX_CHARACTERS) {
      throw new Broken("the file is larger than " + MAX_CHARACTERS + " characters");
    }
    LoadSettings settings =
        LoadSettings.builder()
            .setMaxAliasesForCollections(50)
            .setAllowDuplicateKeys(false)
            // One read for the whole text: the library fails on a character outside the basic
            // plane that lies across two of its buffers.
            .setBufferSize(yaml.length() + 16)
            .build();
    try {
      Object loaded = new Load(settings).loadFromString(yaml);
      return loaded == null ? JSON.createObjectNode() : JSON.valueToTree(loaded);
    } catch (YamlEngineException e) {
      throw new Broken("not well-formed YAML: " + e.getMessage());
    }
  }

  private static List<Case> cases(JsonNode list, boolean mustFire) throws Broken {
    if (!list.isArray()) {
      throw new Broken("'match' and 'no-match' must be lists");
    }
    List<Case> cases = new ArrayList<>();
    for (JsonNode node : list) {
      String name = node.path("name").asString("case " + (cases.size() + 1));
      for (String key : node.propertyNames()) {
        if (!CASE_KEYS.contains(key)) {
          throw new Broken(
              "case '"
                  + name
                  + "': unknown key '"
                  + key
                  + "'; expected "
                  + new TreeSet<>(CASE_KEYS));
        }
      }
      if (!node.path("events").isArray() || node.path("events").isEmpty()) {
        throw new Broken("case '" + name + "' needs a list of events");
      }
      cases.add(new Case(name, mustFire, node.path("rule").asString(""), steps(name, node)));
    }
    return cases;
  }

  private static List<Step> steps(String name, JsonNode node) throws Broken {
    List<Step> steps = new ArrayList<>();
    Instant time = START;
    for (JsonNode written : node.path("events")) {
      if (!(written instanceof ObjectNode event)) {
        throw new Broken("case '" + name + "': an event must be a map");
      }
      Instant from = time(name, event.path("time"), time);
      int repeat = repeat(name, event.path("repeat"));
      Duration every =
          event.has("every") ? offset(name, event.path("every")) : Duration.ofSeconds(1);
      if (steps.size() + repeat > MAX_EVENTS) {
        throw new Broken("case '" + name + "' has more than " + MAX_EVENTS + " events");
      }
      for (int i = 0; i < repeat; i++) {
        time = from.plus(every.multipliedBy(i));
        steps.add(new Step(time, body(event, i, time, event.has("repeat"))));
      }
    }
    return steps;
  }

  private static int repeat(String name, JsonNode repeat) throws Broken {
    if (repeat.isMissingNode()) {
      return 1;
    }
    if (!repeat.isInt() || repeat.intValue() < 1) {
      throw new Broken("case '" + name + "': 'repeat' must be a whole number from 1 on");
    }
    return Math.min(repeat.intValue(), MAX_EVENTS + 1);
  }

  private static Instant time(String name, JsonNode written, Instant previous) throws Broken {
    if (written.isMissingNode()) {
      return previous;
    }
    if (written.isString() && written.stringValue().startsWith("+")) {
      return START.plus(offset(name, written));
    }
    Optional<Instant> time = EventShape.read(written);
    return time.orElseThrow(() ->
        new Broken("case '" + name + "': '" + written.asString() + "' is no time; write +30s"));
  }

  private static Duration offset(String name, JsonNode written) throws Broken {
    Matcher matcher = OFFSET.matcher(written.asString(""));
    if (!matcher.matches()) {
      throw new Broken(
          "case '" + name + "': '" + written.asString("") + "' is no offset; write 30s");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  private static ObjectNode body(ObjectNode event, int index, Instant time, boolean numbered) {
    ObjectNode body = event.deepCopy();
    body.remove("repeat");
    body.remove("every");
    body.put("time", time.toString());
    if (numbered) {
      number(body, Integer.toString(index));
    }
    return body;
  }

  private static void number(JsonNode node, String index) {
    if (node instanceof ObjectNode object) {
      for (String key : List.copyOf(object.propertyNames())) {
        JsonNode value = object.get(key);
        if (value.isString()) {
          object.set(key, StringNode.valueOf(value.stringValue().replace("{i}", index)));
        } else {
          number(value, index);
        }
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        JsonNode value = array.get(i);
        if (value.isString()) {
          array.set(i, StringNode.valueOf(value.stringValue().replace("{i}", index)));
        } else {
          number(value, index);
        }
      }
    }
  }
}
