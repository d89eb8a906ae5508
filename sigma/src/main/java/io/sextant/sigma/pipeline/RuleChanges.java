package io.sextant.sigma.pipeline;

import io.sextant.sigma.Condition;
import io.sextant.sigma.DetectionItem;
import io.sextant.sigma.DetectionRule;
import io.sextant.sigma.LogSource;
import io.sextant.sigma.Selection;
import io.sextant.sigma.SigmaString;
import io.sextant.sigma.ValueTest;
import io.sextant.sigma.pipeline.Pipeline.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Applies transformations to one rule.
public final class RuleChanges {
  /// Alternatives that a selection may grow to by one-to-many mappings.
  private static final int MAX_ALTERNATIVES = 256;

  private RuleChanges() {}

  /// A rule that a pipeline refuses; the message says why.
  public static final class Refused extends RuntimeException {
    Refused(String message) {
      super(message);
    }
  }

  /// The rule after every step whose conditions hold.
  ///
  /// @throws Refused when a step says so
  public static DetectionRule apply(List<Step> steps, DetectionRule rule) {
    DetectionRule changed = rule;
    for (Step step : steps) {
      if (holds(step, changed)) {
        changed = apply(step, changed);
      }
    }
    return changed;
  }

  /// The table that the last step that says one gives to the rule.
  public static Optional<String> table(List<Step> steps, DetectionRule rule) {
    Optional<String> table = Optional.empty();
    DetectionRule changed = rule;
    for (Step step : steps) {
      if (holds(step, changed)) {
        if (step.transformation() instanceof Transformation.SetTable(String name)) {
          table = Optional.of(name);
        }
        changed = apply(step, changed);
      }
    }
    return table;
  }

  /// The names that steps which concern the rule map from or to.
  public static Set<String> mappedFields(List<Step> steps, DetectionRule rule) {
    Set<String> fields = new HashSet<>();
    for (Step step : steps) {
      if (step.transformation() instanceof Transformation.MapFields(var names)
          && holds(step, rule)) {
        names.forEach((from, to) -> {
          fields.add(from);
          fields.addAll(to);
        });
      }
    }
    return fields;
  }

  /// The names under which the events of a rule have a field, such as one that its matches are
  /// grouped by.
  public static List<String> names(List<Step> steps, DetectionRule rule, String field) {
    List<String> names = List.of(field);
    DetectionRule changed = rule;
    for (Step step : steps) {
      if (holds(step, changed)) {
        FieldNames renaming = renaming(step);
        names =
            names.stream()
                .flatMap(
                    name -> holds(step, asked(name)) ? renaming.of(name).stream() : Stream.of(name))
                .distinct()
                .toList();
        changed = apply(step, changed);
      }
    }
    return names;
  }

  private static DetectionItem asked(String field) {
    return new DetectionItem(
        field, List.of(), List.of(new ValueTest.Exists(true)), false, false, 0, 0);
  }

  /// What a step calls fields; as they are, when it renames none.
  private static FieldNames renaming(Step step) {
    return switch (step.transformation()) {
      case Transformation.MapFields(Map<String, List<String>> names) ->
          field -> names.getOrDefault(field, List.of(field));
      case Transformation.MapPrefixes(Map<String, List<String>> prefixes) ->
          field -> prefixed(field, prefixes);
      case Transformation.Surround(String prefix, String suffix) ->
          field -> List.of(prefix + field + suffix);
      case Transformation.AddCondition _,
          Transformation.ChangeLogSource _,
          Transformation.ReplaceText _,
          Transformation.MapText _,
          Transformation.DropItem _,
          Transformation.SetTable _,
          Transformation.Fail _ ->
          List::of;
    };
  }

  private static boolean holds(Step step, DetectionRule rule) {
    if (step.rules().isEmpty()) {
      return true;
    }
    boolean holds =
        step.anyRule()
            ? step.rules().stream().anyMatch(condition -> condition.holds(rule))
            : step.rules().stream().allMatch(condition -> condition.holds(rule));
    return holds != step.notRules();
  }

  private static boolean holds(Step step, DetectionItem item) {
    if (step.items().isEmpty()) {
      return true;
    }
    boolean holds =
        step.anyItem()
            ? step.items().stream().anyMatch(condition -> condition.holds(item))
            : step.items().stream().allMatch(condition -> condition.holds(item));
    return holds != step.notItems();
  }

  private static DetectionRule apply(Step step, DetectionRule rule) {
    return switch (step.transformation()) {
      case Transformation.MapFields _, Transformation.MapPrefixes _, Transformation.Surround _ ->
          renamed(step, rule, renaming(step));
      case Transformation.AddCondition(Selection selection, boolean negated) ->
          withCondition(rule, step.id().isEmpty() ? "_added" : "_" + step.id(), selection, negated);
      case Transformation.ChangeLogSource(LogSource source) ->
          withLogSource(rule, overlay(rule.header().logSource(), source));
      case Transformation.ReplaceText replace ->
          retested(
              step,
              rule,
              test ->
                  List.of(
                      mapText(
                          test,
                          text ->
                              replace.pattern().matcher(text).replaceAll(replace.replacement()))));
      case Transformation.MapText(Map<String, List<String>> values) ->
          retested(step, rule, test -> mapped(test, values));
      case Transformation.DropItem _ ->
          changed(rule, item -> holds(step, item) ? List.of(List.of()) : List.of(List.of(item)));
      case Transformation.SetTable _ -> rule;
      case Transformation.Fail(String message) -> throw new Refused(message);
    };
  }

  private static LogSource overlay(LogSource own, LogSource other) {
    return new LogSource(
        other.category().isEmpty() ? own.category() : other.category(),
        other.product().isEmpty() ? own.product() : other.product(),
        other.service().isEmpty() ? own.service() : other.service());
  }

  private static List<String> prefixed(String field, Map<String, List<String>> prefixes) {
    return prefixes.entrySet().stream()
        .filter(entry -> field.startsWith(entry.getKey()))
        .findFirst()
        .map(entry ->
            entry.getValue().stream()
                .map(prefix -> prefix + field.substring(entry.getKey().length()))
                .toList())
        .orElse(List.of(field));
  }

  /// The rule with another log source.
  public static DetectionRule withLogSource(DetectionRule rule, LogSource source) {
    return new DetectionRule(
        rule.header().withLogSource(source), rule.selections(), rule.conditions());
  }

  /// The rule with a selection joined to each of its conditions by AND.
  public static DetectionRule withCondition(
      DetectionRule rule, String name, Selection selection, boolean negated) {
    String free = name;
    while (rule.selections().containsKey(free)) {
      free += "_";
    }
    SequencedMap<String, Selection> selections = new LinkedHashMap<>(rule.selections());
    selections.put(free, selection);
    Condition named = new Condition.Named(free);
    Condition added = negated ? new Condition.Not(named) : named;
    List<Condition> conditions =
        rule.conditions().stream()
            .<Condition>map(condition -> new Condition.And(List.of(added, condition)))
            .toList();
    return new DetectionRule(rule.header(), selections, conditions);
  }

  /// The rule with every field under the names that the function gives it; any may match.
  static DetectionRule renamed(DetectionRule rule, FieldNames names) {
    return changed(rule, item -> renamed(item, names));
  }

  private static DetectionRule renamed(Step step, DetectionRule rule, FieldNames names) {
    return changed(rule, item -> holds(step, item) ? renamed(item, names) : List.of(List.of(item)));
  }

  /// Which names a field gets.
  interface FieldNames {
    List<String> of(String field);
  }

  /// What takes the place of an item: one of the alternatives, each a list of which all must hold.
  private interface ItemChange {
    List<List<DetectionItem>> of(DetectionItem item);
  }

  private static List<List<DetectionItem>> renamed(DetectionItem item, FieldNames names) {
    DetectionItem referring =
        withTests(
            item,
            item.tests().stream()
                .map(test ->
                    test instanceof ValueTest.SameAs(String other, var placement, boolean cased)
                        ? new ValueTest.SameAs(names.of(other).getFirst(), placement, cased)
                        : test)
                .toList());
    if (item.field().isEmpty()) {
      return List.of(List.of(referring));
    }
    List<DetectionItem> variants =
        names.of(item.field()).stream().map(name -> withField(referring, name)).toList();
    return item.negated() ? List.of(variants) : variants.stream().map(List::of).toList();
  }

  private static DetectionItem withField(DetectionItem item, String field) {
    return new DetectionItem(
        field,
        item.modifiers(),
        item.tests(),
        item.all(),
        item.negated(),
        item.line(),
        item.column());
  }

  private static DetectionItem withTests(DetectionItem item, List<ValueTest> tests) {
    return new DetectionItem(
        item.field(),
        item.modifiers(),
        tests,
        item.all(),
        item.negated(),
        item.line(),
        item.column());
  }

  /// What takes the place of a test.
  private interface TestChange {
    List<ValueTest> of(ValueTest test);
  }

  private static DetectionRule retested(Step step, DetectionRule rule, TestChange change) {
    return changed(
        rule,
        item ->
            List.of(
                List.of(
                    holds(step, item)
                        ? withTests(
                            item,
                            item.tests().stream()
                                .flatMap(test -> change.of(test).stream())
                                .toList())
                        : item)));
  }

  private static ValueTest mapText(ValueTest test, UnaryOperator<String> change) {
    return test instanceof ValueTest.Text(SigmaString pattern, boolean cased)
        ? new ValueTest.Text(
            new SigmaString(
                pattern.parts().stream()
                    .map(part ->
                        part instanceof SigmaString.Plain(String text)
                            ? new SigmaString.Plain(change.apply(text))
                            : part)
                    .toList()),
            cased)
        : test;
  }

  private static List<ValueTest> mapped(ValueTest test, Map<String, List<String>> values) {
    if (!(test instanceof ValueTest.Text text) || !values.containsKey(test.describe())) {
      return List.of(test);
    }
    return values.getOrDefault(test.describe(), List.of()).stream()
        .<ValueTest>map(value -> new ValueTest.Text(SigmaString.parse(value), text.cased()))
        .toList();
  }

  private static DetectionRule changed(DetectionRule rule, ItemChange change) {
    SequencedMap<String, Selection> selections = new LinkedHashMap<>();
    rule.selections()
        .forEach((name, selection) ->
            selections.put(
                name,
                changed(selection, change)
                    .orElseThrow(() ->
                        new Refused(
                            "nothing is left of the selection '"
                                + name
                                + "' after items were dropped"))));
    return new DetectionRule(rule.header(), selections, rule.conditions());
  }

  private static Optional<Selection> changed(Selection selection, ItemChange change) {
    return switch (selection) {
      case Selection.AllOf(List<DetectionItem> items) -> product(items, change);
      case Selection.AnyOf(List<Selection> alternatives) -> {
        List<Selection> left =
            alternatives.stream()
                .flatMap(alternative -> changed(alternative, change).stream())
                .toList();
        yield left.isEmpty() ? Optional.empty() : Optional.of(Selections.any(left));
      }
    };
  }

  private static Optional<Selection> product(List<DetectionItem> items, ItemChange change) {
    List<List<DetectionItem>> combinations = List.of(List.of());
    for (DetectionItem item : items) {
      List<List<DetectionItem>> longer = new ArrayList<>();
      for (List<DetectionItem> before : combinations) {
        for (List<DetectionItem> alternative : change.of(item)) {
          List<DetectionItem> joined = new ArrayList<>(before);
          joined.addAll(alternative);
          longer.add(joined);
        }
      }
      if (longer.size() > MAX_ALTERNATIVES) {
        throw new Refused(
            "the field mappings would make more than " + MAX_ALTERNATIVES + " alternatives");
      }
      combinations = longer;
    }
    List<Selection> left =
        combinations.stream()
            .filter(all -> !all.isEmpty())
            .<Selection>map(Selection.AllOf::new)
            .toList();
    return left.isEmpty() ? Optional.empty() : Optional.of(Selections.any(left));
  }
}
