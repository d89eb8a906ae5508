package io.sextant.sigma.lint;

import io.sextant.sigma.regex.RegexSyntax;
import io.sextant.sigma.regex.RegexTree;
import java.util.List;
import java.util.Optional;

/// Tells expressions that a backtracking engine may need exponential time for: a repetition of
/// something that can be taken apart in several ways.
final class Backtracking {
  private Backtracking() {}

  /// Why, in a few words; empty when nothing is suspicious.
  static Optional<String> in(String pattern) {
    try {
      return in(RegexSyntax.parse(pattern));
    } catch (RegexSyntax.NotExact _) {
      return Optional.empty();
    }
  }

  private static Optional<String> in(RegexTree tree) {
    return switch (tree) {
      case RegexTree.Repeat(RegexTree part, int _, int max) ->
          max == RegexTree.UNBOUNDED && isAmbiguous(part)
              ? Optional.of("a repetition stands inside a repetition with nothing between them")
              : in(part);
      case RegexTree.Chain(List<RegexTree> parts) -> first(parts);
      case RegexTree.Choice(List<RegexTree> alternatives) -> first(alternatives);
      case RegexTree.Literal _, RegexTree.Some _, RegexTree.Nothing _ -> Optional.empty();
    };
  }

  private static Optional<String> first(List<RegexTree> trees) {
    return trees.stream().flatMap(tree -> in(tree).stream()).findFirst();
  }

  /// Whether two turns of a repetition of it may match what one turn does.
  private static boolean isAmbiguous(RegexTree part) {
    return switch (part) {
      case RegexTree.Repeat(RegexTree inner, int _, int max) ->
          max == RegexTree.UNBOUNDED || isAmbiguous(inner);
      case RegexTree.Chain(List<RegexTree> parts) -> {
        List<RegexTree> needed = parts.stream().filter(tree -> !mayBeEmpty(tree)).toList();
        yield needed.size() <= 1
            && parts.stream().anyMatch(Backtracking::isUnbounded)
            && needed.stream().allMatch(Backtracking::isUnbounded);
      }
      case RegexTree.Choice(List<RegexTree> alternatives) ->
          alternatives.stream().anyMatch(Backtracking::isAmbiguous) || overlap(alternatives);
      case RegexTree.Literal _, RegexTree.Some _, RegexTree.Nothing _ -> false;
    };
  }

  private static boolean isUnbounded(RegexTree tree) {
    return tree instanceof RegexTree.Repeat(RegexTree inner, int _, int max)
        && (max == RegexTree.UNBOUNDED || isAmbiguous(inner));
  }

  private static boolean mayBeEmpty(RegexTree tree) {
    return switch (tree) {
      case RegexTree.Nothing _ -> true;
      case RegexTree.Literal(String text, boolean _) -> text.isEmpty();
      case RegexTree.Some _ -> false;
      case RegexTree.Chain(List<RegexTree> parts) ->
          parts.stream().allMatch(Backtracking::mayBeEmpty);
      case RegexTree.Choice(List<RegexTree> alternatives) ->
          alternatives.stream().anyMatch(Backtracking::mayBeEmpty);
      case RegexTree.Repeat(RegexTree part, int min, int _) -> min == 0 || mayBeEmpty(part);
    };
  }

  /// Whether the same text may be read as one alternative or as several.
  private static boolean overlap(List<RegexTree> alternatives) {
    for (int i = 0; i < alternatives.size(); i++) {
      for (RegexTree other : alternatives.subList(i + 1, alternatives.size())) {
        if (alternatives.get(i).equals(other) && !isWide(other)) {
          return true;
        }
        Optional<String> one = literal(alternatives.get(i));
        Optional<String> two = literal(other);
        if (one.isPresent()
            && two.isPresent()
            && (isRepeated(one.get(), two.get()) || isRepeated(two.get(), one.get()))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isWide(RegexTree tree) {
    return tree instanceof RegexTree.Some some && some.few().isEmpty();
  }

  /// The only text that a tree matches, when there is one.
  private static Optional<String> literal(RegexTree tree) {
    return switch (tree) {
      case RegexTree.Literal(String text, boolean _) -> Optional.of(text);
      case RegexTree.Some some ->
          some.few().size() == 1 ? Optional.of(some.few().getFirst()) : Optional.empty();
      case RegexTree.Chain(List<RegexTree> parts) -> {
        StringBuilder text = new StringBuilder();
        boolean all = true;
        for (RegexTree part : parts) {
          Optional<String> piece = literal(part);
          all &= piece.isPresent();
          piece.ifPresent(text::append);
        }
        yield all ? Optional.of(text.toString()) : Optional.empty();
      }
      case RegexTree.Choice _, RegexTree.Repeat _, RegexTree.Nothing _ -> Optional.empty();
    };
  }

  private static boolean isRepeated(String unit, String text) {
    return !unit.isEmpty()
        && text.length() % unit.length() == 0
        && text.equals(unit.repeat(text.length() / unit.length()));
  }
}
