package io.sextant.sigma.translate;

import io.sextant.sigma.Comparison;
import io.sextant.sigma.IpNetwork;
import io.sextant.sigma.SigmaString;
import io.sextant.sigma.ValueTest;
import java.math.BigDecimal;
import java.util.List;

/// Lucene's query string. Whether case counts is decided by the mapping of each field; queries
/// suppose that it does not.
final class LuceneDialect implements Dialect {
  private static final String SPECIAL = "+-=&|!(){}[]^\"~*?:\\/ ";

  @Override
  public String text(String field, SigmaString pattern, boolean cased) {
    if (cased) {
      throw new Unsupported("'cased', as the mapping decides whether case counts");
    }
    if (Patterns.isAny(pattern)) {
      return "_exists_:" + name(field);
    }
    return joined(
        Patterns.variants(pattern).stream().map(one -> name(field) + ":" + value(one)).toList());
  }

  private static String joined(List<String> written) {
    return written.size() == 1 ? written.getFirst() : "(" + String.join(" OR ", written) + ")";
  }

  private static String value(SigmaString pattern) {
    if (pattern.isPlain()) {
      String text =
          pattern.parts().isEmpty() ? "" : ((SigmaString.Plain) pattern.parts().getFirst()).text();
      return "\"" + Patterns.escaped(text, "\\\"") + "\"";
    }
    return Patterns.written(
        pattern,
        "*",
        "?",
        text -> {
          if (text.indexOf('<') >= 0 || text.indexOf('>') >= 0) {
            throw new Unsupported("'<' or '>' beside a wildcard");
          }
          return Patterns.escaped(text, SPECIAL)
              .replace("\n", "\\\n")
              .replace("\r", "\\\r")
              .replace("\t", "\\\t");
        });
  }

  @Override
  public String regex(String field, ValueTest.Regex regex) {
    return name(field) + ":/" + LuceneRegex.of(regex).replaceAll("(?<!\\\\)/", "\\\\/") + "/";
  }

  @Override
  public String number(String field, BigDecimal value) {
    return name(field) + ":" + (value.signum() < 0 ? "\\" : "") + value.toPlainString();
  }

  @Override
  public String missing(String field) {
    return "(*:* AND NOT _exists_:" + name(field) + ")";
  }

  @Override
  public String compare(String field, Comparison comparison, BigDecimal bound) {
    String number = (bound.signum() < 0 ? "\\" : "") + bound.toPlainString();
    return switch (comparison) {
      case EQ -> name(field) + ":" + number;
      case NEQ -> "(_exists_:" + name(field) + " AND NOT " + name(field) + ":" + number + ")";
      case LT, LTE, GT, GTE -> name(field) + ":" + comparison.sign() + number;
    };
  }

  @Override
  public String network(String field, IpNetwork network) {
    return name(field) + ":\"" + network + "\"";
  }

  @Override
  public String sameAs(String field, String other, ValueTest.Placement placement, boolean cased) {
    throw new Unsupported("comparing fields ('fieldref')");
  }

  @Override
  public String keyword(SigmaString pattern) {
    return joined(
        Patterns.variants(KustoDialect.trimmed(pattern)).stream()
            .map(one -> value(one.openStart().openEnd()))
            .toList());
  }

  /// Alone, a negation selects nothing.
  @Override
  public String not(String part) {
    return "(*:* AND NOT " + part + ")";
  }

  private static String name(String field) {
    return Patterns.escaped(field, SPECIAL);
  }
}
