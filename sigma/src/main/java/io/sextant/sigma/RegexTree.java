package io.sextant.sigma;

import java.util.ArrayList;
import java.util.List;

/// The shape of a regular expression, as far as its size and its mandatory texts need it.
sealed interface RegexTree {
  /// These characters, one after the other.
  record Literal(String text) implements RegexTree {}

  /// One character out of several.
  record Some() implements RegexTree {}

  /// No character: an anchor, a word boundary, nothing.
  record Nothing() implements RegexTree {}

  record Chain(List<RegexTree> parts) implements RegexTree {}

  record Choice(List<RegexTree> alternatives) implements RegexTree {}

  /// @param max how often at most; [#UNBOUNDED] for no limit
  record Repeat(RegexTree part, int min, int max) implements RegexTree {}

  int UNBOUNDED = -1;

  /// Alternatives up to which mandatory texts are followed.
  int MAX_ALTERNATIVES = 64;

  /// How many instructions its program has, about; saturates.
  default long size() {
    return switch (this) {
      case Literal(String text) -> text.length();
      case Some _, Nothing _ -> 1;
      case Chain(List<RegexTree> parts) -> sum(parts);
      case Choice(List<RegexTree> alternatives) -> sum(alternatives) + alternatives.size();
      case Repeat(RegexTree part, int min, int max) ->
          Math.min(Integer.MAX_VALUE, part.size() * Math.max(1, max == UNBOUNDED ? min + 1 : max));
    };
  }

  private static long sum(List<RegexTree> trees) {
    long sum = 0;
    for (RegexTree tree : trees) {
      sum = Math.min(Integer.MAX_VALUE, sum + tree.size());
    }
    return sum;
  }

  /// Texts of which one occurs in everything it matches, whatever the case of letters; empty when
  /// there are none worth knowing.
  default List<String> mandatory() {
    return switch (this) {
      case Literal(String text) -> text.isEmpty() ? List.of() : List.of(text);
      case Some _, Nothing _ -> List.of();
      case Repeat(RegexTree part, int min, int _) -> min > 0 ? part.mandatory() : List.of();
      case Choice(List<RegexTree> alternatives) -> ofChoice(alternatives);
      case Chain(List<RegexTree> parts) -> ofChain(parts);
    };
  }

  private static List<String> ofChoice(List<RegexTree> alternatives) {
    List<String> all = new ArrayList<>();
    for (RegexTree alternative : alternatives) {
      List<String> one = alternative.mandatory();
      if (one.isEmpty() || all.size() + one.size() > MAX_ALTERNATIVES) {
        return List.of();
      }
      all.addAll(one);
    }
    return List.copyOf(all);
  }

  private static List<String> ofChain(List<RegexTree> parts) {
    List<String> best = List.of();
    StringBuilder run = new StringBuilder();
    for (RegexTree part : parts) {
      if (part instanceof Literal(String text)) {
        run.append(text);
        continue;
      }
      best = better(best, run.isEmpty() ? List.of() : List.of(run.toString()));
      run.setLength(0);
      best = better(best, part.mandatory());
    }
    return better(best, run.isEmpty() ? List.of() : List.of(run.toString()));
  }

  private static List<String> better(List<String> a, List<String> b) {
    return worth(b) > worth(a) ? b : a;
  }

  private static double worth(List<String> texts) {
    int shortest = texts.stream().mapToInt(String::length).min().orElse(0);
    return shortest - texts.size() / 16.0;
  }
}
