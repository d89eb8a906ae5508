package io.sextant.sigma.translate;

import io.sextant.sigma.CalendarPart;
import io.sextant.sigma.Comparison;
import io.sextant.sigma.IpNetwork;
import io.sextant.sigma.SigmaString;
import io.sextant.sigma.ValueTest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// Elastic's ES|QL over keyword fields.
final class EsqlDialect implements Dialect {
  @Override
  public String text(String field, SigmaString pattern, boolean cased) {
    if (Patterns.isAny(pattern)) {
      return column(field) + " IS NOT NULL";
    }
    if (!cased && !Patterns.isAscii(pattern)) {
      throw new Unsupported("letters outside ASCII without case");
    }
    List<String> written =
        Patterns.variants(pattern).stream().map(one -> one(field, one, cased)).toList();
    return written.size() == 1 ? written.getFirst() : "(" + String.join(" OR ", written) + ")";
  }

  private static String one(String field, SigmaString pattern, boolean cased) {
    String value = cased ? column(field) : "TO_LOWER(" + column(field) + ")";
    Optional<Patterns.Placed> placed = Patterns.placed(pattern);
    if (placed.isPresent() && placed.get().placement() == ValueTest.Placement.EQUAL) {
      return value + " == " + quoted(folded(placed.get().text(), cased));
    }
    String like =
        Patterns.written(pattern, "*", "?", text -> Patterns.escaped(folded(text, cased), "\\*?"));
    return value + " LIKE " + quoted(like);
  }

  private static String folded(String text, boolean cased) {
    return cased ? text : text.toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public String regex(String field, ValueTest.Regex regex) {
    return column(field) + " RLIKE " + quoted(LuceneRegex.of(regex));
  }

  @Override
  public String number(String field, BigDecimal value) {
    return column(field) + " == " + value.toPlainString();
  }

  @Override
  public String missing(String field) {
    return column(field) + " IS NULL";
  }

  @Override
  public String compare(String field, Comparison comparison, BigDecimal bound) {
    return "TO_DOUBLE(" + column(field) + ") " + comparison.sign() + " " + bound.toPlainString();
  }

  @Override
  public String calendar(String field, CalendarPart part, Comparison comparison, long number) {
    String unit =
        switch (part) {
          case MINUTE -> "MINUTE_OF_HOUR";
          case HOUR -> "HOUR_OF_DAY";
          case DAY -> "DAY_OF_MONTH";
          case WEEK -> "ALIGNED_WEEK_OF_YEAR";
          case MONTH -> "MONTH_OF_YEAR";
          case YEAR -> "YEAR";
        };
    if (part == CalendarPart.WEEK) {
      throw new Unsupported("weeks of the year as ISO 8601 counts them");
    }
    String sign = comparison == Comparison.EQ ? "==" : comparison.sign();
    return "DATE_EXTRACT(\""
        + unit
        + "\", TO_DATETIME("
        + column(field)
        + ")) "
        + sign
        + " "
        + number;
  }

  @Override
  public String network(String field, IpNetwork network) {
    return "CIDR_MATCH(TO_IP(" + column(field) + "), " + quoted(network.toString()) + ")";
  }

  @Override
  public String sameAs(String field, String other, ValueTest.Placement placement, boolean cased) {
    String one = cased ? column(field) : "TO_LOWER(" + column(field) + ")";
    String two = cased ? column(other) : "TO_LOWER(" + column(other) + ")";
    return switch (placement) {
      case EQUAL -> one + " == " + two;
      case START -> "STARTS_WITH(" + one + ", " + two + ")";
      case END -> "ENDS_WITH(" + one + ", " + two + ")";
      case INSIDE -> "LOCATE(" + one + ", " + two + ") > 0";
    };
  }

  /// What is null is false in a rule.
  @Override
  public String not(String part) {
    return "NOT COALESCE(" + part + ", false)";
  }

  static String column(String field) {
    StringBuilder path = new StringBuilder();
    for (String segment : field.split("\\.", -1)) {
      path.append(path.isEmpty() ? "" : ".");
      path.append(
          segment.matches("[A-Za-z_@][A-Za-z0-9_]*")
              ? segment
              : "`" + segment.replace("`", "``") + "`");
    }
    return path.toString();
  }

  private static String quoted(String text) {
    return "\""
        + Patterns.escaped(text, "\\\"")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t")
        + "\"";
  }
}
