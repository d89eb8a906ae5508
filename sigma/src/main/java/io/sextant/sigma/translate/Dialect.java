package io.sextant.sigma.translate;

import io.sextant.sigma.CalendarPart;
import io.sextant.sigma.Comparison;
import io.sextant.sigma.IpNetwork;
import io.sextant.sigma.SigmaString;
import io.sextant.sigma.ValueTest;
import java.math.BigDecimal;
import java.util.List;

/// How one query language writes single questions and joins them. Every method throws [Unsupported]
/// for what the language cannot say exactly.
interface Dialect {
  /// The field holds a text that fits the pattern.
  String text(String field, SigmaString pattern, boolean cased);

  String regex(String field, ValueTest.Regex regex);

  String number(String field, BigDecimal value);

  default String truth(String field, boolean value) {
    return text(field, SigmaString.plain(Boolean.toString(value)), false);
  }

  /// The field is missing or null.
  String missing(String field);

  String compare(String field, Comparison comparison, BigDecimal bound);

  default String calendar(String field, CalendarPart part, Comparison comparison, long number) {
    throw new Unsupported("parts of a point in time");
  }

  String network(String field, IpNetwork network);

  /// The field's text stands so to the other field's.
  String sameAs(String field, String other, ValueTest.Placement placement, boolean cased);

  /// Some value of the event contains the pattern.
  default String keyword(SigmaString pattern) {
    throw new Unsupported("keywords, as there is no search over all fields");
  }

  default String keyword(ValueTest.Regex regex) {
    throw new Unsupported("keywords that are regular expressions");
  }

  /// Both are already in parentheses where needed.
  default String and(List<String> parts) {
    return String.join(" AND ", parts);
  }

  default String or(List<String> parts) {
    return String.join(" OR ", parts);
  }

  /// The negation of something in parentheses.
  default String not(String part) {
    return "NOT " + part;
  }
}
