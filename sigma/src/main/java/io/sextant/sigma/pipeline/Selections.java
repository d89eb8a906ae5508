package io.sextant.sigma.pipeline;

import io.sextant.sigma.DetectionItem;
import io.sextant.sigma.Selection;
import io.sextant.sigma.ValueTest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Joins and compares selections.
final class Selections {
  private Selections() {}

  /// Both must hold.
  static Selection and(Selection one, Selection other) {
    return switch (one) {
      case Selection.AllOf(List<DetectionItem> items) ->
          switch (other) {
            case Selection.AllOf(List<DetectionItem> more) -> {
              List<DetectionItem> all = new ArrayList<>(items);
              all.addAll(more);
              yield new Selection.AllOf(all);
            }
            case Selection.AnyOf(List<Selection> alternatives) ->
                any(alternatives.stream().map(alternative -> and(one, alternative)).toList());
          };
      case Selection.AnyOf(List<Selection> alternatives) ->
          any(alternatives.stream().map(alternative -> and(alternative, other)).toList());
    };
  }

  /// One must hold.
  static Selection any(List<Selection> alternatives) {
    return alternatives.size() == 1 ? alternatives.getFirst() : new Selection.AnyOf(alternatives);
  }

  /// Whether no event can fulfil both, as far as a field that both ask for plain values tells.
  static boolean disjoint(Selection one, Selection other) {
    if (!(one instanceof Selection.AllOf(List<DetectionItem> items))
        || !(other instanceof Selection.AllOf(List<DetectionItem> others))) {
      return false;
    }
    for (DetectionItem item : items) {
      for (DetectionItem candidate : others) {
        if (item.field().equals(candidate.field())) {
          Optional<Set<String>> values = plainValues(item);
          Optional<Set<String>> more = plainValues(candidate);
          if (values.isPresent()
              && more.isPresent()
              && values.get().stream().noneMatch(more.get()::contains)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static Optional<Set<String>> plainValues(DetectionItem item) {
    boolean plain =
        !item.negated()
            && !item.all()
            && item.tests().stream()
                .allMatch(test ->
                    test instanceof ValueTest.Numeric
                        || (test instanceof ValueTest.Text text && text.pattern().isPlain()));
    return plain
        ? Optional.of(
            item.tests().stream()
                .map(test -> test.describe().toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.toSet()))
        : Optional.empty();
  }

  /// The fields that a selection asks about.
  static Set<String> fields(Selection selection) {
    Set<String> fields = new LinkedHashSet<>();
    switch (selection) {
      case Selection.AllOf(List<DetectionItem> items) ->
          items.forEach(item -> fields.add(item.field()));
      case Selection.AnyOf(List<Selection> alternatives) ->
          alternatives.forEach(alternative -> fields.addAll(fields(alternative)));
    }
    return fields;
  }
}
