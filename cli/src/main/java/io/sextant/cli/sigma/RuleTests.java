package io.sextant.cli.sigma;

import io.sextant.core.document.Documents;
import io.sextant.core.document.Issue;
import io.sextant.core.document.IssueLog;
import io.sextant.core.document.Place;
import io.sextant.core.document.Tree;
import io.sextant.core.document.YamlJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// The examples beside a rule: streams of events that must or must not make it fire.
///
/// @param issues what is wrong with the file; with any there are no cases
record RuleTests(List<Case> cases, List<Issue> issues) {
  /// When a case begins, unless its events say otherwise.
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /// A file of examples that cannot be used.
  private static final String WRONG = "SX-SIGMA-071";

  /// Events that one case may stand for.
  private static final int MAX_EVENTS = 100_000;

  /// Longest file of examples, in characters.
  private static final int MAX_CHARACTERS = 8 << 20;

  private static final Pattern OFFSET = Pattern.compile("\\+?(\\d{1,9})(ms|s|m|h|d)");
  private static final Pattern COUNT = Pattern.compile("[1-9]\\d{0,8}");
  private static final Set<String> CASE_KEYS = Set.of("name", "events", "rule");

  RuleTests {
    cases = List.copyOf(cases);
    issues = List.copyOf(issues);
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

  /// Reads the text of a `.tests.yml` file.
  static RuleTests read(String file, String text) {
    if (text.length() > MAX_CHARACTERS) {
      return unusable(
          file,
          "the file has " + text.length() + " characters; at most " + MAX_CHARACTERS + " are read");
    }
    IssueLog log = new IssueLog(file, text);
    List<Tree> documents = Documents.read(text, log);
    List<Case> cases = documents.isEmpty() ? List.of() : new Reader(log).cases(documents);
    return new RuleTests(log.errors() == 0 ? cases : List.of(), log.issues());
  }

  /// No cases, as the file itself cannot be read.
  static RuleTests unusable(String file, String why) {
    IssueLog log = new IssueLog(file, "");
    log.error(WRONG, Place.FILE, why, "");
    return new RuleTests(List.of(), log.issues());
  }

  /// Reads the cases and tells everything that is wrong with them.
  private record Reader(IssueLog log) {
    private void wrong(Place place, String message, String hint) {
      log.error(WRONG, place, message, hint);
    }

    List<Case> cases(List<Tree> documents) {
      List<Case> cases = new ArrayList<>();
      for (Tree document : documents) {
        if (!(document instanceof Tree.Mapping)) {
          wrong(document.place(), "expected a map with 'match' and 'no-match'", "");
        }
        document
            .fields()
            .forEach(entry -> {
              switch (entry.key()) {
                case "match" -> cases.addAll(cases(entry.value(), true));
                case "no-match" -> cases.addAll(cases(entry.value(), false));
                default ->
                    wrong(
                        entry.keyPlace(),
                        "unknown key '" + entry.key() + "'",
                        "Expected are 'match' and 'no-match'.");
              }
            });
      }
      return cases;
    }

    private List<Case> cases(Tree list, boolean mustFire) {
      if (!(list instanceof Tree.Sequence)) {
        wrong(list.place(), "expected a list of cases", "Write '- name: …' for each.");
      }
      List<Case> cases = new ArrayList<>();
      for (Tree written : list.items()) {
        String name = written.text("name").orElse("case " + (cases.size() + 1));
        written
            .fields()
            .filter(it -> !CASE_KEYS.contains(it.key()))
            .forEach(it ->
                wrong(
                    it.keyPlace(),
                    "unknown key '" + it.key() + "'",
                    "Expected are " + new TreeSet<>(CASE_KEYS) + "."));
        if (written.list("events").isEmpty()) {
          wrong(written.place(), "case '" + name + "' needs a list of events", "");
        }
        cases.add(new Case(name, mustFire, written.text("rule").orElse(""), steps(name, written)));
      }
      return cases;
    }

    private List<Step> steps(String name, Tree written) {
      List<Step> steps = new ArrayList<>();
      Instant time = START;
      for (Tree event : written.list("events")) {
        if (!(YamlJson.of(event) instanceof ObjectNode body)) {
          wrong(event.place(), "an event must be a map", "");
          continue;
        }
        Instant from = time(event, time);
        int repeat = repeat(event);
        Duration every = event.get("every").map(this::offset).orElse(Duration.ofSeconds(1));
        if (steps.size() + repeat > MAX_EVENTS) {
          wrong(event.place(), "case '" + name + "' has more than " + MAX_EVENTS + " events", "");
          return steps;
        }
        for (int i = 0; i < repeat; i++) {
          time = from.plus(every.multipliedBy(i));
          steps.add(new Step(time, body(body, i, time, event.get("repeat").isPresent())));
        }
      }
      return steps;
    }

    private int repeat(Tree event) {
      Optional<Tree> written = event.get("repeat");
      if (written.isEmpty()) {
        return 1;
      }
      String number = written.get().text().orElse("");
      if (!COUNT.matcher(number).matches()) {
        wrong(written.get().place(), "'repeat' must be a whole number from 1 on", "");
        return 1;
      }
      return Integer.parseInt(number);
    }

    private Instant time(Tree event, Instant previous) {
      Optional<Tree> written = event.get("time");
      if (written.isEmpty()) {
        return previous;
      }
      String text = written.get().text().orElse("");
      if (text.startsWith("+")) {
        return START.plus(offset(written.get()));
      }
      return EventShape.read(YamlJson.of(written.get()))
          .orElseGet(() -> {
            wrong(written.get().place(), "'" + text + "' is no time", "Write +30s, or a date.");
            return previous;
          });
    }

    private Duration offset(Tree written) {
      String text = written.text().orElse("");
      Matcher matcher = OFFSET.matcher(text);
      if (!matcher.matches()) {
        wrong(written.place(), "'" + text + "' is no offset", "Write 30s; ms, m, h and d, too.");
        return Duration.ZERO;
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
