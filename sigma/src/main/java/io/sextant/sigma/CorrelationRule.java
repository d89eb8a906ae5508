package io.sextant.sigma;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// A rule over the matches of other rules within a sliding window.
///
/// @param rules ids or names of the rules it looks at; order matters to TEMPORAL_ORDERED
/// @param groupBy fields or aliases whose values keep windows apart; empty means one window
/// @param aliases alias → rule → the field of that rule's events
/// @param fields what VALUE_COUNT counts distinct values of
/// @param bounds all must hold; empty for the temporal types means "every rule"
/// @param generate whether the rules it looks at also report their own matches
public record CorrelationRule(
    RuleHeader header,
    CorrelationType type,
    List<String> rules,
    List<String> groupBy,
    Duration timespan,
    SequencedMap<String, Map<String, String>> aliases,
    List<String> fields,
    List<Bound> bounds,
    boolean generate)
    implements SigmaDocument {

  public CorrelationRule {
    rules = List.copyOf(rules);
    groupBy = List.copyOf(groupBy);
    aliases = Ordered.copyOf(aliases);
    fields = List.copyOf(fields);
    bounds = List.copyOf(bounds);
  }

  /// One comparison that the counted number must pass.
  public record Bound(Comparison comparison, long value) {
    boolean holds(long count) {
      return comparison.holds(Long.compare(count, value));
    }

    /// Whether more events can never make it false again, so that it can be decided at once.
    boolean isLower() {
      return comparison == Comparison.GT || comparison == Comparison.GTE;
    }
  }
}
