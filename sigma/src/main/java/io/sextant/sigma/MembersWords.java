package io.sextant.sigma;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Says in words what is asked of the members of an array.
record MembersWords(Map<String, Selection> selections) {
  String of(List<Condition> conditions) {
    return conditions.stream().map(this::of).collect(Collectors.joining(" or "));
  }

  private String of(Condition condition) {
    return switch (condition) {
      case Condition.And(List<Condition> parts) -> joined(parts, " and ");
      case Condition.Or(List<Condition> parts) -> joined(parts, " or ");
      case Condition.Not(Condition part) -> "not " + of(part);
      case Condition.Named(String name) -> named(name);
      case Condition.Quantified quantified ->
          quantified.written()
              + " of "
              + quantified.selections().stream()
                  .map(this::named)
                  .collect(Collectors.joining(", ", "(", ")"));
    };
  }

  private String joined(List<Condition> parts, String word) {
    return parts.stream().map(this::of).collect(Collectors.joining(word, "(", ")"));
  }

  private String named(String name) {
    Selection selection = selections.get(name);
    return selection == null ? name : of(selection);
  }

  private static String of(Selection selection) {
    return switch (selection) {
      case Selection.AllOf(List<DetectionItem> items) ->
          items.stream().map(MembersWords::of).collect(Collectors.joining(" and "));
      case Selection.AnyOf(List<Selection> alternatives) ->
          alternatives.stream().map(MembersWords::of).collect(Collectors.joining(" or ", "(", ")"));
    };
  }

  private static String of(DetectionItem item) {
    return (item.negated() ? "not " : "")
        + (item.field().equals(FieldNames.ITSELF) ? "value" : item.field())
        + " "
        + item.tests().stream()
            .map(ValueTest::describe)
            .collect(Collectors.joining(item.all() ? " and " : " or "));
  }
}
