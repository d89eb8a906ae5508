package io.sextant.sigma;

import io.sextant.sigma.CorrelationRule.Bound;
import io.sextant.sigma.CorrelationRule.Threshold;
import io.sextant.sigma.RuleExpression.Alternative;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

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
    return rule.type() != CorrelationType.TEMPORAL_ORDERED && !rule.threshold().isDecidedAtOnce();
  }

  /// What the fields to group by are called in the events of a member.
  List<String> groupNames(int member) {
    return rule.groupBy().stream().map(name -> named(name, member)).toList();
  }

  /// What the counted fields are called in the events of a member.
  List<String> valueNames(int member) {
    return rule.threshold().fields().stream().map(name -> named(name, member)).toList();
  }

  private String named(String name, int member) {
    return rule.fieldOf(name, rule.rules().get(member));
  }

  /// Whether a counted number passes.
  boolean holds(long count) {
    Threshold threshold = rule.threshold();
    if (threshold.bounds().isEmpty()) {
      return count >= members();
    }
    for (Bound bound : threshold.bounds()) {
      if (!bound.comparison().holds(Long.compare(count, bound.value().longValue()))) {
        return false;
      }
    }
    return true;
  }

  /// Whether a quotient passes.
  boolean holds(BigDecimal dividend, long divisor) {
    BigDecimal by = BigDecimal.valueOf(divisor);
    for (Bound bound : rule.threshold().bounds()) {
      BigDecimal value = divisor == 1 ? bound.value() : bound.value().multiply(by);
      if (!bound.comparison().holds(dividend.compareTo(value))) {
        return false;
      }
    }
    return true;
  }

  /// The ways to fulfil a temporal correlation.
  List<Alternative> alternatives() {
    TreeSet<Integer> every = new TreeSet<>(IntStream.range(0, members()).boxed().toList());
    return rule.threshold()
        .expression()
        .flatMap(expression -> RuleExpression.alternatives(expression, rule.rules()))
        .orElse(List.of(new Alternative(every, new TreeSet<>())));
  }

  /// Whether a temporal correlation holds when these members occur.
  boolean holds(Map<Integer, Integer> occurrences) {
    Optional<Condition> expression = rule.threshold().expression();
    return expression.isEmpty()
        ? holds(occurrences.size())
        : RuleExpression.holds(
            expression.get(), name -> occurrences.containsKey(rule.rules().indexOf(name)));
  }
}
