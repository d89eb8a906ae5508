package io.sextant.sigma;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// What a condition over the names of rules means for a correlation.
public final class RuleExpression {
  /// Alternatives that an expression may have.
  static final int MAX_ALTERNATIVES = 64;

  /// One way to fulfil an expression: rules that must occur, and rules that must not, as places in
  /// the list of rules.
  public record Alternative(NavigableSet<Integer> required, NavigableSet<Integer> forbidden) {
    static final Alternative NOTHING = new Alternative(new TreeSet<>(), new TreeSet<>());

    Alternative and(Alternative other) {
      NavigableSet<Integer> both = new TreeSet<>(required);
      both.addAll(other.required);
      NavigableSet<Integer> neither = new TreeSet<>(forbidden);
      neither.addAll(other.forbidden);
      return new Alternative(both, neither);
    }

    boolean isPossible() {
      return required.stream().noneMatch(forbidden::contains);
    }

    /// Whether whatever fulfils the other fulfils this one.
    boolean covers(Alternative other) {
      return other.required.containsAll(required) && other.forbidden.containsAll(forbidden);
    }
  }

  private static final class TooMany extends RuntimeException {}

  private final List<String> rules;

  private RuleExpression(List<String> rules) {
    this.rules = rules;
  }

  /// Whether it holds when these rules occur.
  static boolean holds(Condition condition, Predicate<String> occurs) {
    return switch (condition) {
      case Condition.And(List<Condition> parts) ->
          parts.stream().allMatch(part -> holds(part, occurs));
      case Condition.Or(List<Condition> parts) ->
          parts.stream().anyMatch(part -> holds(part, occurs));
      case Condition.Not(Condition part) -> !holds(part, occurs);
      case Condition.Named(String name) -> occurs.test(name);
      case Condition.Quantified quantified ->
          quantified.selections().stream().filter(occurs).count() >= quantified.least();
    };
  }

  /// Whether one more rule that occurs can never make it false.
  static boolean isMonotone(Condition condition) {
    return switch (condition) {
      case Condition.And(List<Condition> parts) ->
          parts.stream().allMatch(RuleExpression::isMonotone);
      case Condition.Or(List<Condition> parts) ->
          parts.stream().allMatch(RuleExpression::isMonotone);
      case Condition.Not _ -> false;
      case Condition.Named _, Condition.Quantified _ -> true;
    };
  }

  /// Every way to fulfil it; empty when there are too many.
  public static Optional<List<Alternative>> alternatives(Condition condition, List<String> rules) {
    try {
      return Optional.of(new RuleExpression(rules).of(condition, true));
    } catch (TooMany _) {
      return Optional.empty();
    }
  }

  private List<Alternative> of(Condition condition, boolean wanted) {
    return switch (condition) {
      case Condition.And(List<Condition> parts) -> joined(parts, wanted, wanted);
      case Condition.Or(List<Condition> parts) -> joined(parts, wanted, !wanted);
      case Condition.Not(Condition part) -> of(part, !wanted);
      case Condition.Named(String name) -> List.of(named(name, wanted));
      case Condition.Quantified quantified -> quantified(quantified, wanted);
    };
  }

  private List<Alternative> joined(List<Condition> parts, boolean wanted, boolean all) {
    List<List<Alternative>> options = parts.stream().map(part -> of(part, wanted)).toList();
    return all ? product(options) : least(options.stream().flatMap(List::stream).toList());
  }

  private Alternative named(String name, boolean wanted) {
    NavigableSet<Integer> member = new TreeSet<>(Set.of(rules.indexOf(name)));
    return wanted
        ? new Alternative(member, new TreeSet<>())
        : new Alternative(new TreeSet<>(), member);
  }

  private List<Alternative> quantified(Condition.Quantified quantified, boolean wanted) {
    List<Alternative> each =
        quantified.selections().stream().map(name -> named(name, wanted)).toList();
    int needed = wanted ? quantified.least() : each.size() - quantified.least() + 1;
    return least(chosen(each, needed, 0));
  }

  /// Every choice of so many of the parts from an index on.
  private static List<Alternative> chosen(List<Alternative> parts, int needed, int from) {
    if (needed == 0) {
      return List.of(Alternative.NOTHING);
    }
    List<Alternative> found = new ArrayList<>();
    for (int i = from; i <= parts.size() - needed; i++) {
      for (Alternative rest : chosen(parts, needed - 1, i + 1)) {
        found.add(parts.get(i).and(rest));
        if (found.size() > MAX_ALTERNATIVES) {
          throw new TooMany();
        }
      }
    }
    return List.copyOf(found);
  }

  private static List<Alternative> product(List<List<Alternative>> options) {
    List<Alternative> found = List.of(Alternative.NOTHING);
    for (List<Alternative> option : options) {
      List<Alternative> longer = new ArrayList<>();
      for (Alternative start : found) {
        option.forEach(next -> longer.add(start.and(next)));
      }
      found = least(longer);
    }
    return found;
  }

  /// Without what cannot be, and without what another covers.
  private static List<Alternative> least(List<Alternative> all) {
    SequencedSet<Alternative> possible = new LinkedHashSet<>();
    all.stream().filter(Alternative::isPossible).forEach(possible::add);
    if (possible.size() > MAX_ALTERNATIVES * MAX_ALTERNATIVES) {
      throw new TooMany();
    }
    List<Alternative> least =
        possible.stream()
            .filter(one ->
                possible.stream().noneMatch(other -> !other.equals(one) && other.covers(one)))
            .toList();
    if (least.size() > MAX_ALTERNATIVES) {
      throw new TooMany();
    }
    return least;
  }
}
