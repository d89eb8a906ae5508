package io.sextant.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Choosing candidates and gating expressions never changes what matches: the engine against a
/// plain evaluation of every rule from its document.
class PrefilterTest {
  private static final int EVENTS = 400;

  @Test
  void equalsPlainEvaluationOfEveryRule() {
    List<SigmaDocument> documents = new ArrayList<>();
    SharedData.archive("sigma/sigmahq-rules.tar.gz", ".yml")
        .forEach((name, text) -> {
          if (name.startsWith("rules")) {
            documents.addAll(new SigmaReader().read(name, text).documents());
          }
        });
    SigmaEngine engine = SigmaEngine.of(new SigmaCompiler().compile(documents).rules());
    List<String> lines =
        SharedData.gunzipped("sigma/structured_windows.ndjson.gz").lines().limit(EVENTS).toList();
    int matches = 0;
    for (String line : lines) {
      JsonNode body = Rules.JSON.readTree(line);
      List<String> expected =
          documents.stream()
              .map(DetectionRule.class::cast)
              .filter(rule -> holds(rule, body))
              .map(rule -> rule.header().id().value())
              .toList();
      List<String> found =
          engine.accept(new SigmaEvent(0, Rules.START, LogSource.ANY, body)).stream()
              .map(detection -> detection.rule().value())
              .toList();
      assertThat(found).as(line).isEqualTo(expected);
      matches += found.size();
    }
    assertThat(matches).isGreaterThan(EVENTS);
  }

  private static boolean holds(DetectionRule rule, JsonNode body) {
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
            ? item.tests().stream().allMatch(test -> holds(test, values, body))
            : item.tests().stream().anyMatch(test -> holds(test, values, body));
    return held != item.negated();
  }

  private static FieldValues values(String field, JsonNode body) {
    FieldValues values = new FieldValues();
    JsonFields fields = new JsonFields(body);
    if (field.isEmpty()) {
      fields.collectAll(values);
    } else {
      fields.collect(new FieldPath(field), values);
    }
    return values;
  }

  private static boolean holds(ValueTest test, FieldValues values, JsonNode body) {
    boolean any = false;
    for (int i = 0; i < values.size(); i++) {
      FieldValue value = values.get(i);
      any |=
          switch (test) {
            case ValueTest.Null _ -> value.isNull();
            case ValueTest.Exists _ -> true;
            case ValueTest.SameAs same -> sameAs(same, value, values(same.field(), body));
            case ValueTest.Regex regex ->
                !value.isNull()
                    && Pattern.compile(regex.pattern(), RegexChecker.flags(regex.flags()))
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

  private static boolean sameAs(ValueTest.SameAs same, FieldValue value, FieldValues others) {
    for (int i = 0; i < others.size(); i++) {
      if (!value.isNull()
          && !others.get(i).isNull()
          && ValueMatcher.stands(same.placement(), value.folded(), others.get(i).folded())) {
        return true;
      }
    }
    return false;
  }
}
