package io.sextant.sigma.translate;

import io.sextant.sigma.CalendarPart;
import io.sextant.sigma.Comparison;
import io.sextant.sigma.IpNetwork;
import io.sextant.sigma.SigmaString;
import io.sextant.sigma.ValueTest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// Kusto, the language of Microsoft Sentinel and Defender.
final class KustoDialect implements Dialect {
  @Override
  public String text(String field, SigmaString pattern, boolean cased) {
    Optional<Patterns.Placed> placed = Patterns.placed(pattern);
    if (Patterns.isAny(pattern)) {
      return "isnotempty(" + column(field) + ")";
    }
    if (placed.isEmpty()) {
      return column(field)
          + " matches regex "
          + quoted((cased ? "(?s)" : "(?is)") + "^" + Patterns.regex(pattern) + "$");
    }
    String operator =
        switch (placed.get().placement()) {
          case EQUAL -> cased ? "==" : "=~";
          case START -> cased ? "startswith_cs" : "startswith";
          case END -> cased ? "endswith_cs" : "endswith";
          case INSIDE -> cased ? "contains_cs" : "contains";
        };
    return column(field) + " " + operator + " " + quoted(placed.get().text());
  }

  @Override
  public String regex(String field, ValueTest.Regex regex) {
    return column(field)
        + " matches regex "
        + quoted(Patterns.flags(regex.flags()) + regex.pattern());
  }

  @Override
  public String number(String field, BigDecimal value) {
    return column(field) + " == " + value.toPlainString();
  }

  @Override
  public String missing(String field) {
    return "isempty(" + column(field) + ")";
  }

  @Override
  public String compare(String field, Comparison comparison, BigDecimal bound) {
    return "todouble(" + column(field) + ") " + comparison.sign() + " " + bound.toPlainString();
  }

  @Override
  public String calendar(String field, CalendarPart part, Comparison comparison, long number) {
    String time = "todatetime(" + column(field) + ")";
    String value =
        switch (part) {
          case MINUTE -> "datetime_part('minute', " + time + ")";
          case HOUR -> "datetime_part('hour', " + time + ")";
          case DAY -> "datetime_part('day', " + time + ")";
          case WEEK -> "week_of_year(" + time + ")";
          case MONTH -> "datetime_part('month', " + time + ")";
          case YEAR -> "datetime_part('year', " + time + ")";
        };
    String sign = comparison == Comparison.EQ ? "==" : comparison.sign();
    return value + " " + sign + " " + number;
  }

  @Override
  public String network(String field, IpNetwork network) {
    String written = network.toString();
    String function = written.indexOf(':') >= 0 ? "ipv6_is_in_range" : "ipv4_is_in_range";
    return function + "(" + column(field) + ", " + quoted(written) + ")";
  }

  @Override
  public String sameAs(String field, String other, ValueTest.Placement placement, boolean cased) {
    String operator =
        switch (placement) {
          case EQUAL -> cased ? "==" : "=~";
          case START -> cased ? "startswith_cs" : "startswith";
          case END -> cased ? "endswith_cs" : "endswith";
          case INSIDE -> cased ? "contains_cs" : "contains";
        };
    String same = column(field) + " " + operator + " " + column(other);
    return "(isnotempty("
        + column(field)
        + ") and isnotempty("
        + column(other)
        + ") and "
        + same
        + ")";
  }

  @Override
  public String keyword(SigmaString pattern) {
    SigmaString open = trimmed(pattern);
    return open.isPlain()
        ? "* contains " + quoted(open.toString().isEmpty() ? "" : plain(open))
        : "* matches regex " + quoted("(?is)" + Patterns.regex(open));
  }

  private static String plain(SigmaString pattern) {
    return ((SigmaString.Plain) pattern.parts().getFirst()).text();
  }

  /// Without wildcards at the ends, as a keyword may stand anywhere.
  static SigmaString trimmed(SigmaString pattern) {
    List<SigmaString.Part> parts = pattern.parts();
    int from = 0;
    int to = parts.size();
    while (from < to && parts.get(from) == SigmaString.Wildcard.ANY) {
      from++;
    }
    while (to > from && parts.get(to - 1) == SigmaString.Wildcard.ANY) {
      to--;
    }
    return new SigmaString(parts.subList(from, to));
  }

  @Override
  public String keyword(ValueTest.Regex regex) {
    return "* matches regex " + quoted(Patterns.flags(regex.flags()) + regex.pattern());
  }

  @Override
  public String and(List<String> parts) {
    return String.join(" and ", parts);
  }

  @Override
  public String or(List<String> parts) {
    return String.join(" or ", parts);
  }

  @Override
  public String not(String part) {
    return "not" + part;
  }

  static String column(String field) {
    StringBuilder path = new StringBuilder();
    for (String segment : field.split("\\.", -1)) {
      if (segment.matches("[A-Za-z_][A-Za-z0-9_]*")) {
        path.append(path.isEmpty() ? "" : ".").append(segment);
      } else {
        path.append("[").append(quoted(segment)).append("]");
      }
    }
    return path.toString();
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> quoted.append(c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
      }
    }
    return quoted.append('"').toString();
  }
}
