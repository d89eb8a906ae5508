package io.sextant.sigma;

import java.util.List;
import java.util.SequencedMap;

/// A condition that is added, by AND, to rules kept elsewhere.
///
/// @param rules ids or names of the rules it is for; empty means every rule whose log source lies
///   within the filter's
public record FilterRule(
    RuleHeader header,
    List<String> rules,
    SequencedMap<String, Selection> selections,
    List<Condition> conditions)
    implements SigmaDocument {

  public FilterRule {
    rules = List.copyOf(rules);
    selections = Ordered.copyOf(selections);
    conditions = List.copyOf(conditions);
  }
}
