package io.sextant.sigma.translate;

import io.sextant.sigma.CorrelationRule;
import io.sextant.sigma.CorrelationType;
import java.util.List;
import java.util.Optional;

/// A correlation with all that its query needs: the common ground of all targets.
///
/// @param order its place among all documents
record CorrelationQuery(CorrelationRule rule, int order, List<Member> members) {
  CorrelationQuery {
    members = List.copyOf(members);
  }

  /// One of the rules it looks at.
  sealed interface Member {}

  /// A rule over single events.
  ///
  /// @param table what it reads; empty for what the target reads without one
  /// @param groups by field to group by, the names it may have
  /// @param values by counted field, the names it may have
  record Events(
      Query query, Optional<String> table, List<List<String>> groups, List<List<String>> values)
      implements Member {}

  /// Another correlation, which states the fields it is grouped by.
  ///
  /// @param groups by field to group by, its place among those of the inner one
  /// @param values by counted field, likewise; empty when it does not state it
  record Firings(CorrelationQuery inner, List<Integer> groups, List<Optional<Integer>> values)
      implements Member {}

  CorrelationType type() {
    return rule.type();
  }

  /// The members as rules over single events.
  ///
  /// @throws Unsupported when one is a correlation
  List<Events> events() {
    return members.stream()
        .map(member ->
            switch (member) {
              case Events events -> events;
              case Firings _ -> throw new Unsupported("correlations over correlations");
            })
        .toList();
  }

  /// The timespan in whole seconds.
  long seconds() {
    return rule.timespan().toSeconds();
  }

  /// Whether every rule must occur: a temporal correlation without a condition.
  boolean needsAll() {
    return rule.threshold().bounds().isEmpty() && rule.threshold().expression().isEmpty();
  }

  /// The correlation in words that name what a target lacks.
  String label() {
    return "'" + type().label() + "' correlations";
  }
}
