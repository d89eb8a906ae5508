package io.sextant.sigma.pipeline;

import com.google.re2j.Pattern;
import io.sextant.sigma.DetectionItem;
import io.sextant.sigma.ValueTest;
import java.util.Set;

/// What a transformation asks of an item before it changes it.
public sealed interface ItemCondition {
  boolean holds(DetectionItem item);

  /// `include_fields`.
  record FieldIn(Set<String> fields) implements ItemCondition {
    public FieldIn {
      fields = Set.copyOf(fields);
    }

    @Override
    public boolean holds(DetectionItem item) {
      return fields.contains(item.field());
    }
  }

  /// `exclude_fields`.
  record FieldNotIn(Set<String> fields) implements ItemCondition {
    public FieldNotIn {
      fields = Set.copyOf(fields);
    }

    @Override
    public boolean holds(DetectionItem item) {
      return !fields.contains(item.field());
    }
  }

  /// `match_string`: a value, as the rule writes it, fits the expression from its start.
  record ValueFits(Pattern pattern) implements ItemCondition {
    @Override
    public boolean holds(DetectionItem item) {
      return item.tests().stream().anyMatch(test -> pattern.matcher(test.describe()).lookingAt());
    }
  }

  /// `is_null`: the item asks for null.
  record IsNull() implements ItemCondition {
    @Override
    public boolean holds(DetectionItem item) {
      return item.tests().stream().allMatch(test -> test instanceof ValueTest.Null);
    }
  }
}
