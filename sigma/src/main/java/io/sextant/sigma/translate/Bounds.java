package io.sextant.sigma.translate;

import io.sextant.sigma.Condition;
import io.sextant.sigma.CorrelationRule.Bound;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/// Writes what correlations ask of a number and of rules.
record Bounds(String and, String or, String not) {
  static final Bounds SQL = new Bounds(" AND ", " OR ", "NOT ");
  static final Bounds KQL = new Bounds(" and ", " or ", "not");

  /// All bounds, of the number that has a name.
  String hold(String number, List<Bound> bounds) {
    return bounds.stream()
        .map(bound -> number + " " + sign(bound) + " " + plain(bound.value()))
        .collect(Collectors.joining(and));
  }

  private static String sign(Bound bound) {
    return switch (bound.comparison()) {
      case EQ -> "==";
      case NEQ, LT, LTE, GT, GTE -> bound.comparison().sign();
    };
  }

  private static String plain(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }

  /// An expression over rules.
  ///
  /// @param rules their names in the expression
  /// @param occurs what says that the rule at a place occurs
  String holds(Condition condition, List<String> rules, IntFunction<String> occurs) {
    return switch (condition) {
      case Condition.And(List<Condition> parts) -> joined(parts, and, rules, occurs);
      case Condition.Or(List<Condition> parts) -> joined(parts, or, rules, occurs);
      case Condition.Not(Condition part) -> not + "(" + holds(part, rules, occurs) + ")";
      case Condition.Named(String name) -> occurs.apply(rules.indexOf(name));
      case Condition.Quantified quantified -> {
        List<Condition> named =
            quantified.selections().stream().<Condition>map(Condition.Named::new).toList();
        if (quantified.least() == 1) {
          yield joined(named, or, rules, occurs);
        }
        if (quantified.least() == named.size()) {
          yield joined(named, and, rules, occurs);
        }
        throw new Unsupported("'" + quantified.written() + "' over rules of a correlation");
      }
    };
  }

  private String joined(
      List<Condition> parts, String link, List<String> rules, IntFunction<String> occurs) {
    return parts.stream()
        .map(part -> holds(part, rules, occurs))
        .collect(Collectors.joining(link, "(", ")"));
  }
}
