package io.sextant.sigma;

import java.util.List;

/// A correlation ready to run.
///
/// @param order its place among all documents
/// @param groupFields by member, the indexes of the fields to group by
/// @param valueFields by member, the indexes of the fields whose values are counted
/// @param parents the correlations that look at this one
/// @param emits whether its firings are reported by themselves
record CorrelationProgram(
    CorrelationRule rule,
    int order,
    List<List<Integer>> groupFields,
    List<List<Integer>> valueFields,
    List<Link> parents,
    boolean emits) {

  /// A place in the list of rules of a correlation.
  record Link(int correlation, int member) {}

  int members() {
    return rule.rules().size();
  }

  /// Whether it can only be decided when its window has ended.
  boolean closes() {
    return rule.bounds().stream().anyMatch(bound -> !bound.isLower());
  }

  /// Whether the counted number passes.
  boolean holds(long count) {
    if (rule.bounds().isEmpty()) {
      return count >= members();
    }
    for (CorrelationRule.Bound bound : rule.bounds()) {
      if (!bound.holds(count)) {
        return false;
      }
    }
    return true;
  }
}
