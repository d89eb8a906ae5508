package io.sextant.sigma.translate;

import io.sextant.sigma.Comparison;
import io.sextant.sigma.IpNetwork;
import io.sextant.sigma.SigmaString;
import io.sextant.sigma.ValueTest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Splunk's `search`: fast, as it uses the index, but it knows neither `?` nor case nor
/// expressions.
final class SplunkSearchDialect implements Dialect {
  /// A search that does without `where` when it can.
  static String search(Query query, Optional<String> from, Consumer<QueryWriter.Problem> problems) {
    String index = from.map(name -> "index=" + name).orElse("");
    QueryWriter search = new QueryWriter(new SplunkSearchDialect());
    String searched = search.write(query);
    if (search.problems().isEmpty()) {
      return (index.isEmpty() ? "" : index + " ")
          + (query instanceof Query.Or ? "(" + searched + ")" : searched);
    }
    QueryWriter where = new QueryWriter(new SplunkWhereDialect());
    String asked = where.write(query);
    where.problems().forEach(problems);
    return (index.isEmpty() ? "*" : index) + "\n| where " + asked;
  }

  @Override
  public String text(String field, SigmaString pattern, boolean cased) {
    if (cased) {
      throw new Unsupported("case in 'search'");
    }
    List<String> written =
        Patterns.variants(pattern).stream().map(one -> name(field) + "=" + quoted(one)).toList();
    return written.size() == 1 ? written.getFirst() : "(" + String.join(" OR ", written) + ")";
  }

  @Override
  public String regex(String field, ValueTest.Regex regex) {
    throw new Unsupported("regular expressions in 'search'");
  }

  @Override
  public String number(String field, BigDecimal value) {
    return name(field) + "=" + value.toPlainString();
  }

  @Override
  public String missing(String field) {
    return "NOT " + name(field) + "=*";
  }

  @Override
  public String compare(String field, Comparison comparison, BigDecimal bound) {
    return name(field) + comparison.sign() + bound.toPlainString();
  }

  @Override
  public String network(String field, IpNetwork network) {
    return name(field) + "=\"" + network + "\"";
  }

  @Override
  public String sameAs(String field, String other, ValueTest.Placement placement, boolean cased) {
    throw new Unsupported("comparing fields in 'search'");
  }

  @Override
  public String keyword(SigmaString pattern) {
    List<String> words =
        Patterns.variants(KustoDialect.trimmed(pattern)).stream()
            .map(one -> quoted(one.openStart().openEnd()))
            .toList();
    return words.size() == 1 ? words.getFirst() : "(" + String.join(" OR ", words) + ")";
  }

  @Override
  public String and(List<String> parts) {
    return String.join(" ", parts);
  }

  private static String name(String field) {
    return field.matches("[A-Za-z0-9_.:{}@-]+") ? field : quotedName(field);
  }

  /// A field's name where commands take it.
  static String quotedName(String field) {
    return "\"" + field.replace("\"", "\\\"") + "\"";
  }

  private static String quoted(SigmaString pattern) {
    if (Patterns.has(pattern, SigmaString.Wildcard.ONE)) {
      throw new Unsupported("'?' in 'search'");
    }
    return "\"" + Patterns.written(pattern, "*", "?", SplunkSearchDialect::plain) + "\"";
  }

  private static String plain(String text) {
    if (text.indexOf('*') >= 0) {
      throw new Unsupported("a plain '*' in 'search'");
    }
    return Patterns.escaped(text, "\\\"");
  }
}
