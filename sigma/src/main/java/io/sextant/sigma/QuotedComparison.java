package io.sextant.sigma;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a comparison that was written as a text, as in `count: '>50'`. Sigma has the modifiers
/// `gt` and so on for it, but rules in print use this form.
final class QuotedComparison {
  private static final Pattern FORM =
      Pattern.compile("\\s*(>=|<=|>|<|==|!=)\\s*(-?\\d{1,30}(?:\\.\\d{1,30})?)\\s*");

  private QuotedComparison() {}

  static Optional<ValueTest.Compare> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new ValueTest.Compare(comparison(matcher.group(1)), new BigDecimal(matcher.group(2))));
  }

  /// The comparison of a sign; `=` and `==` are the same.
  static Comparison comparison(String sign) {
    return switch (sign) {
      case ">" -> Comparison.GT;
      case ">=" -> Comparison.GTE;
      case "<" -> Comparison.LT;
      case "<=" -> Comparison.LTE;
      case "!=" -> Comparison.NEQ;
      default -> Comparison.EQ;
    };
  }
}
