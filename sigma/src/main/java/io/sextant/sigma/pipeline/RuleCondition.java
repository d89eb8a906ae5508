package io.sextant.sigma.pipeline;

import io.sextant.sigma.DetectionItem;
import io.sextant.sigma.DetectionRule;
import io.sextant.sigma.LogSource;
import io.sextant.sigma.Selection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/// What a transformation asks of a rule.
public sealed interface RuleCondition {
  boolean holds(DetectionRule rule);

  /// `logsource`: every part that is given is the rule's.
  record OfLogSource(LogSource source) implements RuleCondition {
    @Override
    public boolean holds(DetectionRule rule) {
      LogSource own = rule.header().logSource();
      return part(source.category(), own.category())
          && part(source.product(), own.product())
          && part(source.service(), own.service());
    }

    private static boolean part(String wanted, String own) {
      return wanted.isEmpty() || wanted.equals(own);
    }
  }

  /// `contains_field`.
  record UsesField(String field) implements RuleCondition {
    @Override
    public boolean holds(DetectionRule rule) {
      return any(rule, item -> item.field().equals(field));
    }
  }

  /// `contains_detection_item`: a field with a value, as the rule writes it.
  record UsesItem(String field, String value) implements RuleCondition {
    @Override
    public boolean holds(DetectionRule rule) {
      String wanted = value.toLowerCase(Locale.ROOT);
      return any(
          rule,
          item ->
              item.field().equals(field)
                  && item.tests().stream()
                      .anyMatch(test -> test.describe().toLowerCase(Locale.ROOT).equals(wanted)));
    }
  }

  /// `tag`.
  record HasTag(String tag) implements RuleCondition {
    @Override
    public boolean holds(DetectionRule rule) {
      return rule.header().tags().contains(tag);
    }
  }

  private static boolean any(DetectionRule rule, Predicate<DetectionItem> test) {
    return rule.selections().values().stream().anyMatch(selection -> any(selection, test));
  }

  private static boolean any(Selection selection, Predicate<DetectionItem> test) {
    return switch (selection) {
      case Selection.AllOf(List<DetectionItem> items) -> items.stream().anyMatch(test);
      case Selection.AnyOf(List<Selection> alternatives) ->
          alternatives.stream().anyMatch(alternative -> any(alternative, test));
    };
  }
}
