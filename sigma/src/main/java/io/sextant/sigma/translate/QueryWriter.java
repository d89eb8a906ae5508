package io.sextant.sigma.translate;

import io.sextant.sigma.CalendarPart;
import io.sextant.sigma.Comparison;
import io.sextant.sigma.IpNetwork;
import io.sextant.sigma.SigmaString;
import io.sextant.sigma.ValueTest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Writes a query in a dialect and collects everything that the dialect cannot say.
final class QueryWriter {
  private final Dialect dialect;
  private final Set<Problem> problems = new LinkedHashSet<>();

  QueryWriter(Dialect dialect) {
    this.dialect = dialect;
  }

  /// What a dialect cannot say, and where the rule says it.
  record Problem(String construct, int line, int column) {
    Unsupported refusal() {
      return new Unsupported(construct, line, column);
    }
  }

  /// The text; meaningful when there are no problems.
  String write(Query query) {
    return switch (query) {
      case Query.And(List<Query> parts) -> joined(parts, true);
      case Query.Or(List<Query> parts) -> joined(parts, false);
      case Query.Not(Query part) -> dialect.not("(" + write(part) + ")");
      case Query.Ask ask -> ask(ask);
      case Query.AskAll all -> askAll(all);
    };
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  /// The text of a query as a whole.
  ///
  /// @throws Unsupported naming the first thing that the dialect cannot say
  static String written(Query query, Dialect dialect) {
    QueryWriter writer = new QueryWriter(dialect);
    String text = writer.write(query);
    if (!writer.problems.isEmpty()) {
      throw writer.problems.iterator().next().refusal();
    }
    return text;
  }

  private String joined(List<Query> parts, boolean all) {
    List<String> written = new ArrayList<>();
    for (Query part : parts) {
      boolean simple = part instanceof Query.Ask || part instanceof Query.AskAll;
      written.add(simple || part instanceof Query.Not ? write(part) : "(" + write(part) + ")");
    }
    List<String> different = List.copyOf(new LinkedHashSet<>(written));
    return different.size() == 1
        ? different.getFirst()
        : all ? dialect.and(different) : dialect.or(different);
  }

  private String ask(Query.Ask ask) {
    try {
      return ask(ask.field(), ask.test());
    } catch (Unsupported e) {
      problems.add(new Problem(e.construct(), ask.line(), ask.column()));
      return "?";
    }
  }

  private String ask(String field, ValueTest test) {
    return switch (test) {
      case ValueTest.Text(SigmaString pattern, boolean cased) ->
          dialect.text(field, pattern, cased);
      case ValueTest.Regex regex -> dialect.regex(field, regex);
      case ValueTest.Numeric(BigDecimal value) -> dialect.number(field, value);
      case ValueTest.Bool(boolean value) -> dialect.truth(field, value);
      case ValueTest.Null _ -> dialect.missing(field);
      case ValueTest.Exists(boolean expected) ->
          expected ? dialect.not("(" + dialect.missing(field) + ")") : dialect.missing(field);
      case ValueTest.Compare(Comparison comparison, BigDecimal bound) ->
          dialect.compare(field, comparison, bound);
      case ValueTest.Calendar(CalendarPart part, Comparison comparison, long number) ->
          dialect.calendar(field, part, comparison, number);
      case ValueTest.Network(IpNetwork network) -> dialect.network(field, network);
      case ValueTest.SameAs(String other, ValueTest.Placement placement, boolean cased) ->
          dialect.sameAs(field, other, placement, cased);
      case ValueTest.Members _ -> throw new Unsupported("members of arrays");
    };
  }

  private String askAll(Query.AskAll all) {
    try {
      return switch (all.test()) {
        case ValueTest.Text(SigmaString pattern, boolean cased) -> {
          if (cased) {
            throw new Unsupported("keywords that heed case");
          }
          yield dialect.keyword(pattern);
        }
        case ValueTest.Regex regex -> dialect.keyword(regex);
        case ValueTest.Numeric(BigDecimal value) ->
            dialect.keyword(SigmaString.plain(value.toPlainString()));
        case ValueTest.Bool _,
            ValueTest.Null _,
            ValueTest.Exists _,
            ValueTest.Compare _,
            ValueTest.Calendar _,
            ValueTest.Network _,
            ValueTest.SameAs _,
            ValueTest.Members _ ->
            throw new Unsupported("keywords other than texts");
      };
    } catch (Unsupported e) {
      problems.add(new Problem(e.construct(), all.line(), all.column()));
      return "?";
    }
  }
}
