package io.sextant.sigma.translate;

import io.sextant.sigma.Condition;
import io.sextant.sigma.DetectionItem;
import io.sextant.sigma.DetectionRule;
import io.sextant.sigma.Selection;
import io.sextant.sigma.ValueTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Makes the query of a rule.
final class QueryBuilder {
  /// Combinations up to which "at least N of" is written out.
  private static final int MAX_COMBINATIONS = 2_000;

  private final Map<String, Selection> selections;

  private QueryBuilder(Map<String, Selection> selections) {
    this.selections = selections;
  }

  /// @throws Unsupported when it would become too large
  static Query of(DetectionRule rule) {
    QueryBuilder builder = new QueryBuilder(rule.selections());
    return Query.or(rule.conditions().stream().map(builder::condition).toList());
  }

  private Query condition(Condition condition) {
    return switch (condition) {
      case Condition.And(List<Condition> parts) ->
          Query.and(parts.stream().map(this::condition).toList());
      case Condition.Or(List<Condition> parts) ->
          Query.or(parts.stream().map(this::condition).toList());
      case Condition.Not(Condition part) -> new Query.Not(condition(part));
      case Condition.Named(String name) -> named(name);
      case Condition.Quantified quantified ->
          atLeast(quantified.least(), quantified.selections().stream().map(this::named).toList());
    };
  }

  private Query named(String name) {
    Selection selection = selections.get(name);
    if (selection == null) {
      throw new IllegalArgumentException("no selection " + name);
    }
    return selection(selection);
  }

  private static Query atLeast(int least, List<Query> parts) {
    if (least <= 1) {
      return Query.or(parts);
    }
    if (least == parts.size()) {
      return Query.and(parts);
    }
    List<Query> combinations = new ArrayList<>();
    combine(parts, 0, least, new ArrayList<>(), combinations);
    return Query.or(combinations);
  }

  private static void combine(
      List<Query> parts, int from, int least, List<Query> chosen, List<Query> into) {
    if (into.size() > MAX_COMBINATIONS) {
      throw new Unsupported("'" + least + " of' over " + parts.size() + " selections", 0, 0);
    }
    if (chosen.size() == least) {
      into.add(Query.and(chosen));
      return;
    }
    for (int i = from; i <= parts.size() - (least - chosen.size()); i++) {
      List<Query> more = new ArrayList<>(chosen);
      more.add(parts.get(i));
      combine(parts, i + 1, least, more, into);
    }
  }

  private static Query selection(Selection selection) {
    return switch (selection) {
      case Selection.AllOf(List<DetectionItem> items) ->
          Query.and(items.stream().map(QueryBuilder::item).toList());
      case Selection.AnyOf(List<Selection> alternatives) ->
          Query.or(alternatives.stream().map(QueryBuilder::selection).toList());
    };
  }

  private static Query item(DetectionItem item) {
    List<Query> asked = item.tests().stream().map(test -> ask(item, test)).toList();
    Query query = item.all() ? Query.and(asked) : Query.or(asked);
    return item.negated() ? new Query.Not(query) : query;
  }

  private static Query ask(DetectionItem item, ValueTest test) {
    return item.field().isEmpty()
        ? new Query.AskAll(test, item.line(), item.column())
        : new Query.Ask(item.field(), test, item.line(), item.column());
  }
}
