package io.sextant.sigma;

import java.util.List;
import java.util.SequencedMap;

/// A rule that is decided on one event: named selections, and the conditions over their names of
/// which one must hold.
///
/// @param selections by name, in file order
/// @param conditions at least one; the rule matches when any holds
public record DetectionRule(
    RuleHeader header, SequencedMap<String, Selection> selections, List<Condition> conditions)
    implements SigmaDocument {

  public DetectionRule {
    selections = Ordered.copyOf(selections);
    conditions = List.copyOf(conditions);
  }
}
