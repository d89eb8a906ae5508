package io.sextant.sigma;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// A rule over the matches of other rules within a window.
///
/// @param rules ids or names of the rules it looks at; order matters to TEMPORAL_ORDERED
/// @param groupBy fields or aliases whose values keep windows apart; empty means one window
/// @param aliases alias → rule → the field of that rule's events
/// @param threshold what must be found in a window
/// @param generate whether the rules it looks at also report their own matches
public record CorrelationRule(
    RuleHeader header,
    CorrelationType type,
    List<String> rules,
    List<String> groupBy,
    Duration timespan,
    SequencedMap<String, Map<String, String>> aliases,
    Threshold threshold,
    boolean generate)
    implements SigmaDocument {
  /// In place of a list of rules: every detection rule.
  static final String ANY = "any";

  public CorrelationRule {
    rules = List.copyOf(rules);
    groupBy = List.copyOf(groupBy);
    aliases = Ordered.copyOf(aliases);
  }

  /// The same, with or without reports of the rules it looks at.
  public CorrelationRule generating(boolean newGenerate) {
    return new CorrelationRule(
        header, type, rules, groupBy, timespan, aliases, threshold, newGenerate);
  }

  /// The same with other aliases.
  public CorrelationRule withAliases(SequencedMap<String, Map<String, String>> newAliases) {
    return new CorrelationRule(
        header, type, rules, groupBy, timespan, newAliases, threshold, generate);
  }

  /// What a field or alias is called in the events of a rule.
  public String fieldOf(String name, String reference) {
    return aliases.getOrDefault(name, Map.of()).getOrDefault(reference, name);
  }

  /// Whether it looks at every detection rule.
  public boolean looksAtAny() {
    return rules.equals(List.of(ANY));
  }

  /// The same, looking at these rules.
  CorrelationRule over(List<String> newRules) {
    return new CorrelationRule(
        header, type, newRules, groupBy, timespan, aliases, threshold, generate);
  }

  /// What must be found in a window.
  ///
  /// @param fields what is counted or computed with; only VALUE_COUNT takes several
  /// @param bounds all must hold
  /// @param percentile which, 0 to 100; only for VALUE_PERCENTILE
  /// @param expression over the names of the rules, for the temporal types; without it and without
  ///   bounds, every rule must occur
  public record Threshold(
      List<String> fields,
      List<Bound> bounds,
      Optional<BigDecimal> percentile,
      Optional<Condition> expression) {
    public Threshold {
      fields = List.copyOf(fields);
      bounds = List.copyOf(bounds);
    }

    /// Whether it can be decided with each event: whether more events can never make it false
    /// again, or, for numbers, whether it has lower bounds only.
    public boolean isDecidedAtOnce() {
      return bounds.stream().allMatch(Bound::isLower)
          && expression.map(RuleExpression::isMonotone).orElse(true);
    }
  }

  /// One comparison that the counted number must pass.
  public record Bound(Comparison comparison, BigDecimal value) {
    /// Whether more can never be too much.
    public boolean isLower() {
      return comparison == Comparison.GT || comparison == Comparison.GTE;
    }
  }
}
