package io.sextant.sigma.pipeline;

import com.google.re2j.Pattern;
import io.sextant.sigma.LogSource;
import io.sextant.sigma.Selection;
import java.util.List;
import java.util.Map;

/// A change of a rule. The names in files are pySigma's.
public sealed interface Transformation {
  /// `field_name_mapping`: a field gets another name; with several, any of them may match.
  record MapFields(Map<String, List<String>> names) implements Transformation {
    public MapFields {
      names = Map.copyOf(names);
    }
  }

  /// `field_name_prefix_mapping`: the beginning of a field's name is replaced.
  record MapPrefixes(Map<String, List<String>> prefixes) implements Transformation {
    public MapPrefixes {
      prefixes = Map.copyOf(prefixes);
    }
  }

  /// `field_name_prefix` and `field_name_suffix`.
  record Surround(String prefix, String suffix) implements Transformation {}

  /// `add_condition`: the selection must hold too, or must not.
  record AddCondition(Selection selection, boolean negated) implements Transformation {}

  /// `change_logsource`; parts that are empty stay.
  record ChangeLogSource(LogSource source) implements Transformation {}

  /// `replace_string`: replaces what fits the expression in the plain text of values.
  record ReplaceText(Pattern pattern, String replacement) implements Transformation {}

  /// `map_string`: whole values are replaced by others.
  record MapText(Map<String, List<String>> values) implements Transformation {
    public MapText {
      values = Map.copyOf(values);
    }
  }

  /// `drop_detection_item`.
  record DropItem() implements Transformation {}

  /// `set_state` of the key `table`: the table or index that a translated query reads.
  record SetTable(String table) implements Transformation {}

  /// `rule_failure`: the rule is refused with this message.
  record Fail(String message) implements Transformation {}
}
