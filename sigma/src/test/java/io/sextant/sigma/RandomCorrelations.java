package io.sextant.sigma;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/// Seeded random correlations, chained ones among them, and streams of events for them.
final class RandomCorrelations {
  /// Names of the rules for single events; each looks for its name in the field `e`.
  private static final List<String> LETTERS = List.of("a", "b", "c", "d");

  /// One event.
  ///
  /// @param fields the values of `e`, `u`, `w` and `v`, each as JSON writes it
  record Event(int ref, int second, Map<String, List<String>> fields) {
    SigmaEvent sigma() {
      String body =
          fields.entrySet().stream()
              .map(field -> "\"" + field.getKey() + "\":" + json(field.getValue()))
              .collect(Collectors.joining(",", "{", "}"));
      return Rules.event(ref, second, body);
    }

    /// The same with the first of several values, for tables.
    Event withoutLists() {
      Map<String, List<String>> first = new HashMap<>();
      fields.forEach((name, values) -> first.put(name, values.subList(0, 1)));
      return new Event(ref, second, first);
    }

    private static String json(List<String> values) {
      List<String> written =
          values.stream()
              .map(value -> value.matches("-?[0-9.]+") ? value : "\"" + value + "\"")
              .toList();
      return written.size() == 1 ? written.getFirst() : "[" + String.join(",", written) + "]";
    }
  }

  /// One comparison.
  record Limit(Comparison comparison, BigDecimal value) {}

  /// One correlation; its rules are letters or names of earlier correlations.
  record Spec(
      String name,
      CorrelationType type,
      List<String> rules,
      List<String> groupBy,
      Map<String, Map<String, String>> aliases,
      int span,
      List<String> fields,
      List<Limit> limits,
      Optional<BigDecimal> percentile,
      Optional<Condition> expression) {

    String yaml() {
      StringBuilder yaml = new StringBuilder("title: " + name + "\nname: " + name);
      yaml.append("\ncorrelation:\n  type: ").append(type.label());
      yaml.append("\n  rules: ").append(rules).append("\n  group-by: ").append(groupBy);
      yaml.append("\n  timespan: ").append(span).append("s\n");
      if (!aliases.isEmpty()) {
        yaml.append("  aliases:\n");
        aliases.forEach((alias, fieldOf) -> {
          yaml.append("    ").append(alias).append(":\n");
          fieldOf.forEach((rule, field) ->
              yaml.append("      ").append(rule).append(": ").append(field).append('\n'));
        });
      }
      expression.ifPresent(
          condition -> yaml.append("  condition: ").append(text(condition)).append('\n'));
      if (!limits.isEmpty()) {
        yaml.append("  condition:\n");
        limits.forEach(limit ->
            yaml.append("    ")
                .append(limit.comparison().label())
                .append(": ")
                .append(limit.value().toPlainString())
                .append('\n'));
        if (!fields.isEmpty()) {
          yaml.append("    field: ").append(fields).append('\n');
        }
        percentile.ifPresent(share -> yaml.append("    percentile: ").append(share).append('\n'));
      }
      return yaml.toString();
    }
  }

  private final Random random;
  private final List<Spec> specs = new ArrayList<>();

  RandomCorrelations(long seed) {
    this.random = new Random(seed);
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      specs.add(spec("C" + i));
    }
  }

  /// Each after those it looks at.
  List<Spec> specs() {
    return specs;
  }

  String yaml() {
    List<String> documents = new ArrayList<>();
    for (String letter : LETTERS) {
      documents.add(
          "title: R"
              + letter
              + "\nname: "
              + letter
              + "\nlogsource: {product: t}\ndetection: {s: {e: "
              + letter
              + "}, condition: s}\n");
    }
    specs.forEach(spec -> documents.add(spec.yaml()));
    return String.join("---\n", documents);
  }

  private Spec spec(String name) {
    CorrelationType type = pick(List.of(CorrelationType.values()));
    List<String> groupBy =
        pick(
            List.of(
                List.<String>of(), List.of("u"), List.of("u"), List.of("u", "w"), List.of("k")));
    List<String> rules = new ArrayList<>();
    List<String> possible = new ArrayList<>(LETTERS);
    specs.stream()
        .filter(earlier -> !groupBy.equals(List.of("k")))
        .filter(earlier -> earlier.groupBy().containsAll(groupBy))
        .forEach(earlier -> possible.addAll(List.of(earlier.name(), earlier.name())));
    int members = type.isTemporal() ? 2 + random.nextInt(2) : 1 + random.nextInt(3);
    for (int i = 0; i < members; i++) {
      rules.add(possible.remove(random.nextInt(possible.size())));
      possible.removeIf(rules::contains);
    }
    Map<String, Map<String, String>> aliases = new HashMap<>();
    if (groupBy.equals(List.of("k"))) {
      Map<String, String> byRule = new HashMap<>();
      rules.forEach(rule -> byRule.put(rule, pick(List.of("u", "w"))));
      aliases.put("k", byRule);
    }
    boolean counted = type.isNumeric() || type == CorrelationType.VALUE_COUNT;
    List<String> fields =
        !counted
            ? List.of()
            : type == CorrelationType.VALUE_COUNT && random.nextInt(4) == 0
                ? List.of("v", "w")
                : List.of("v");
    Optional<Condition> expression =
        type.isTemporal() && random.nextInt(3) > 0
            ? Optional.of(expression(rules))
            : Optional.empty();
    boolean limited =
        !type.isTemporal()
            || (type == CorrelationType.TEMPORAL && expression.isEmpty() && random.nextBoolean());
    return new Spec(
        name,
        type,
        rules,
        groupBy,
        aliases,
        4 + random.nextInt(12),
        fields,
        limited ? limits(type) : List.of(),
        type == CorrelationType.VALUE_PERCENTILE
            ? Optional.of(BigDecimal.valueOf(pick(List.of(0, 10, 33, 50, 90, 95, 100))))
            : Optional.empty(),
        expression);
  }

  private List<Limit> limits(CorrelationType type) {
    boolean upper = random.nextInt(4) == 0;
    boolean lower = !upper || random.nextBoolean();
    List<Limit> limits = new ArrayList<>();
    int from = 1 + random.nextInt(3);
    if (lower) {
      limits.add(
          new Limit(pick(List.of(Comparison.GT, Comparison.GTE)), bound(type.isNumeric(), from)));
    }
    if (upper) {
      limits.add(
          new Limit(
              pick(List.of(Comparison.LT, Comparison.LTE, Comparison.EQ, Comparison.NEQ)),
              bound(type.isNumeric(), from + 1 + random.nextInt(2))));
    }
    return limits;
  }

  private BigDecimal bound(boolean numeric, int number) {
    BigDecimal value = BigDecimal.valueOf(number);
    return numeric && random.nextBoolean() ? value.subtract(new BigDecimal("1.5")) : value;
  }

  /// One that does not hold when nothing occurs.
  private Condition expression(List<String> rules) {
    while (true) {
      Condition expression = expression(rules, 2);
      if (!RuleExpression.holds(expression, _ -> false)) {
        return expression;
      }
    }
  }

  private Condition expression(List<String> rules, int depth) {
    int kind = depth == 0 ? 0 : random.nextInt(5);
    return switch (kind) {
      case 1, 2 ->
          new Condition.And(List.of(expression(rules, depth - 1), expression(rules, depth - 1)));
      case 3 ->
          new Condition.Or(List.of(expression(rules, depth - 1), expression(rules, depth - 1)));
      case 4 -> new Condition.Not(expression(rules, depth - 1));
      default -> new Condition.Named(pick(rules));
    };
  }

  private static String text(Condition condition) {
    return switch (condition) {
      case Condition.And(List<Condition> parts) -> text(parts, " and ");
      case Condition.Or(List<Condition> parts) -> text(parts, " or ");
      case Condition.Not(Condition part) -> "not " + text(part);
      case Condition.Named(String name) -> name;
      case Condition.Quantified quantified -> quantified.written() + " of " + quantified.pattern();
    };
  }

  private static String text(List<Condition> parts, String word) {
    return parts.stream().map(RandomCorrelations::text).collect(Collectors.joining(word, "(", ")"));
  }

  /// Events in order of time and number.
  List<Event> events() {
    List<Event> events = new ArrayList<>();
    int second = 0;
    int count = 15 + random.nextInt(25);
    for (int i = 0; i < count; i++) {
      second += random.nextInt(4);
      Map<String, List<String>> fields = new HashMap<>();
      fields.put("e", some(LETTERS, random.nextInt(5) == 0 ? 2 : 1));
      fields.put("u", some(List.of("1", "x"), pick(List.of(0, 1, 1, 1, 1, 1, 2))));
      fields.put("w", some(List.of("1", "x"), random.nextInt(6) == 0 ? 0 : 1));
      fields.put(
          "v",
          some(List.of("0", "1", "2", "2.5", "-1", "7", "text"), pick(List.of(0, 1, 1, 1, 2))));
      fields.values().removeIf(List::isEmpty);
      events.add(new Event(i, second, fields));
    }
    return events;
  }

  /// The same events as they may arrive when none is later than the lateness.
  List<Event> arriving(List<Event> events, int lateness) {
    Map<Event, Integer> arrival = new HashMap<>();
    events.forEach(event -> arrival.put(event, event.second() + random.nextInt(lateness + 1)));
    List<Event> arriving = new ArrayList<>(events);
    java.util.Collections.shuffle(arriving, random);
    arriving.sort(Comparator.comparing(arrival::get));
    return arriving;
  }

  private List<String> some(List<String> values, int count) {
    List<String> left = new ArrayList<>(values);
    List<String> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      some.add(left.remove(random.nextInt(left.size())));
    }
    return some;
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
