package io.sextant.sigma;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Evaluates one rule on one event straight from its document: nothing shared, nothing skipped.
final class PlainEvaluation {
  private static final Map<ValueTest.Regex, Pattern> PATTERNS = new HashMap<>();

  private PlainEvaluation() {}

  /// Whether the rule matches the event.
  static boolean holds(DetectionRule rule, JsonNode body) {
    return rule.conditions().stream().anyMatch(c -> holds(c, rule.selections(), body));
  }

  private static boolean holds(
      Condition condition, Map<String, Selection> selections, JsonNode body) {
    return switch (condition) {
      case Condition.And(List<Condition> parts) ->
          parts.stream().allMatch(part -> holds(part, selections, body));
      case Condition.Or(List<Condition> parts) ->
          parts.stream().anyMatch(part -> holds(part, selections, body));
      case Condition.Not(Condition part) -> !holds(part, selections, body);
      case Condition.Named(String name) -> holds(selections.get(name), body);
      case Condition.Quantified q ->
          q.selections().stream().filter(name -> holds(selections.get(name), body)).count()
              >= q.least();
    };
  }

  private static boolean holds(Selection selection, JsonNode body) {
    return switch (selection) {
      case Selection.AllOf(List<DetectionItem> items) ->
          items.stream().allMatch(item -> holds(item, body));
      case Selection.AnyOf(List<Selection> alternatives) ->
          alternatives.stream().anyMatch(alternative -> holds(alternative, body));
    };
  }

  private static boolean holds(DetectionItem item, JsonNode body) {
    FieldValues values = values(item.field(), body);
    boolean held =
        item.all()
            ? item.tests().stream().allMatch(test -> holds(test, values, body, item.field()))
            : item.tests().stream().anyMatch(test -> holds(test, values, body, item.field()));
    return held != item.negated();
  }

  private static FieldValues values(String field, JsonNode body) {
    FieldValues values = new FieldValues();
    JsonFields fields = new JsonFields(body);
    if (field.isEmpty() || field.equals(".")) {
      fields.collectAll(values);
    } else {
      fields.collect(new FieldPath(field), values);
    }
    return values;
  }

  private static boolean holds(ValueTest test, FieldValues values, JsonNode body, String field) {
    if (test instanceof ValueTest.Members members) {
      return holds(members, members(body, field, members.which() instanceof ValueTest.Which.At));
    }
    boolean any = false;
    for (int i = 0; i < values.size(); i++) {
      FieldValue value = values.get(i);
      any |=
          switch (test) {
            case ValueTest.Null _ -> value.isNull();
            case ValueTest.Exists _, ValueTest.Members _ -> true;
            case ValueTest.SameAs same -> sameAs(same, value, values(same.field(), body));
            case ValueTest.Regex regex ->
                !value.isNull()
                    && PATTERNS
                        .computeIfAbsent(regex, PlainEvaluation::pattern)
                        .matcher(value.text())
                        .find();
            case ValueTest.Text _,
                ValueTest.Numeric _,
                ValueTest.Bool _,
                ValueTest.Compare _,
                ValueTest.Calendar _,
                ValueTest.Network _ ->
                ValueMatcher.of(test).matches(value);
          };
    }
    return switch (test) {
      case ValueTest.Null _ -> any || !values.isPresent();
      case ValueTest.Exists(boolean expected) -> values.isPresent() == expected;
      default -> any;
    };
  }

  /// The members of an array without dots in its name; the test's own view of the rules for them.
  private static List<JsonNode> members(JsonNode body, String field, boolean arraysOnly) {
    JsonNode value = field.equals(".") ? body : body.path(field);
    List<JsonNode> members = new ArrayList<>();
    if (value.isArray()) {
      value.forEach(members::add);
    } else if (!value.isMissingNode() && !value.isNull() && !arraysOnly) {
      members.add(value);
    }
    return members;
  }

  private static boolean holds(ValueTest.Members test, List<JsonNode> members) {
    List<Boolean> held =
        members.stream()
            .map(member ->
                test.conditions().stream().anyMatch(c -> holds(c, test.selections(), member)))
            .toList();
    return switch (test.which()) {
      case ValueTest.Which.At(int position) -> {
        int index = position < 0 ? held.size() + position : position;
        yield index >= 0 && index < held.size() && held.get(index);
      }
      case ValueTest.Which.Some(MemberQuantifier quantifier) ->
          switch (quantifier) {
            case ANY -> held.contains(true);
            case ALL -> !held.isEmpty() && !held.contains(false);
            case ALL_OR_EMPTY -> !held.contains(false);
            case NONE -> !held.contains(true);
          };
    };
  }

  private static Pattern pattern(ValueTest.Regex regex) {
    return Pattern.compile(regex.pattern(), RegexChecker.flags(regex.flags()));
  }

  private static boolean sameAs(ValueTest.SameAs same, FieldValue value, FieldValues others) {
    for (int i = 0; i < others.size(); i++) {
      if (!value.isNull()
          && !others.get(i).isNull()
          && ValueMatcher.stands(
              same.placement(),
              same.cased() ? value.text() : value.folded(),
              same.cased() ? others.get(i).text() : others.get(i).folded())) {
        return true;
      }
    }
    return false;
  }
}
