package io.sextant.sigma.translate;

import io.sextant.sigma.Comparison;
import io.sextant.sigma.IpNetwork;
import io.sextant.sigma.SigmaString;
import io.sextant.sigma.ValueTest;
import java.math.BigDecimal;

/// Splunk's `where`: for what `search` cannot say.
final class SplunkWhereDialect implements Dialect {
  @Override
  public String text(String field, SigmaString pattern, boolean cased) {
    if (Patterns.isAny(pattern)) {
      return "isnotnull(" + name(field) + ")";
    }
    return match(name(field), (cased ? "(?s)^" : "(?is)^") + Patterns.regex(pattern) + "$");
  }

  @Override
  public String regex(String field, ValueTest.Regex regex) {
    return match(name(field), Patterns.flags(regex.flags()) + regex.pattern());
  }

  @Override
  public String number(String field, BigDecimal value) {
    return name(field) + "==" + value.toPlainString();
  }

  @Override
  public String missing(String field) {
    return "isnull(" + name(field) + ")";
  }

  @Override
  public String compare(String field, Comparison comparison, BigDecimal bound) {
    return "tonumber(" + name(field) + ")" + comparison.sign() + bound.toPlainString();
  }

  @Override
  public String network(String field, IpNetwork network) {
    return "cidrmatch(\"" + network + "\", " + name(field) + ")";
  }

  @Override
  public String sameAs(String field, String other, ValueTest.Placement placement, boolean cased) {
    String one = cased ? name(field) : "lower(" + name(field) + ")";
    String two = cased ? name(other) : "lower(" + name(other) + ")";
    return switch (placement) {
      case EQUAL -> one + "==" + two;
      case START -> "substr(" + one + ", 1, len(" + two + "))==" + two;
      case END -> "(len(" + two + ")==0 OR substr(" + one + ", -len(" + two + "))==" + two + ")";
      case INSIDE -> "mvcount(split(" + one + ", " + two + "))>1";
    };
  }

  @Override
  public String keyword(SigmaString pattern) {
    return match("_raw", "(?is)" + Patterns.regex(KustoDialect.trimmed(pattern)));
  }

  @Override
  public String keyword(ValueTest.Regex regex) {
    return match("_raw", Patterns.flags(regex.flags()) + regex.pattern());
  }

  /// What is null is false in a rule.
  @Override
  public String not(String part) {
    return "NOT coalesce(" + part + ", false())";
  }

  private static String match(String field, String regex) {
    return "match(" + field + ", \"" + Patterns.escaped(regex, "\\\"") + "\")";
  }

  static String name(String field) {
    return "'" + field.replace("'", "\\'") + "'";
  }
}
