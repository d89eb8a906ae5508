package io.sextant.sigma.regex;

import java.util.ArrayList;
import java.util.List;

/// A regular expression taken apart.
public sealed interface RegexTree {
  /// These characters, one after the other.
  record Literal(String text, boolean anyCase) implements RegexTree {}

  /// One character out of a set.
  record Some(CharSet set) implements RegexTree {
    /// The characters without regard to case when they are few, else none.
    public List<String> few() {
      return set.few(MAX_FEW);
    }
  }

  /// No character.
  record Nothing(Assertion assertion) implements RegexTree {}

  record Chain(List<RegexTree> parts) implements RegexTree {}

  record Choice(List<RegexTree> alternatives) implements RegexTree {}

  /// @param max how often at most; [#UNBOUNDED] for no limit
  record Repeat(RegexTree part, int min, int max) implements RegexTree {}

  /// What must hold between two characters.
  enum Assertion {
    NOTHING,
    TEXT_START,
    TEXT_END,
    LINE_START,
    LINE_END,
    WORD_EDGE,
    NO_WORD_EDGE
  }

  int UNBOUNDED = -1;

  /// Sets up to this many characters are followed character by character.
  int MAX_FEW = 8;

  /// How many instructions its program has, about; saturates.
  default long size() {
    return switch (this) {
      case Literal(String text, boolean _) -> text.length();
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

  /// Whether it is known of every set what is in it, so that it can be run by a [LazyAutomaton].
  default boolean isKnown() {
    return switch (this) {
      case Literal _, Nothing _ -> true;
      case Some(CharSet set) -> set.isKnown();
      case Chain(List<RegexTree> parts) -> parts.stream().allMatch(RegexTree::isKnown);
      case Choice(List<RegexTree> all) -> all.stream().allMatch(RegexTree::isKnown);
      case Repeat(RegexTree part, int _, int _) -> part.isKnown();
    };
  }

  /// How long a match is.
  default Span span() {
    return switch (this) {
      case Literal(String text, boolean _) -> new Span(text.length(), text.length(), 0, 0);
      case Some(CharSet set) -> new Span(1, set.longest(), 0, 0);
      case Nothing _ -> Span.ZERO;
      case Chain(List<RegexTree> parts) ->
          parts.stream().map(RegexTree::span).reduce(Span.ZERO, Span::plus);
      case Choice(List<RegexTree> alternatives) ->
          alternatives.stream().map(RegexTree::span).reduce(Span::or).orElse(Span.ZERO);
      case Repeat(Some(CharSet set), int min, int max)
          when max == UNBOUNDED && set.isWithin(CharSet.SPACES) ->
          new Span(min, 0, 1, 0);
      case Repeat(Some(CharSet set), int min, int max)
          when max == UNBOUNDED && set.isWithin(CharSet.NO_WORD) ->
          new Span(min, 0, 0, 1);
      case Repeat(RegexTree part, int min, int max) -> part.span().times(min, max);
    };
  }

  /// An expression that is found in the same texts, without what may be missing at its ends.
  default RegexTree trimmed() {
    return trimmed(true).trimmed(false);
  }

  private RegexTree trimmed(boolean start) {
    return switch (this) {
      case Repeat(RegexTree _, int min, int _) when min == 0 -> new Nothing(Assertion.NOTHING);
      case Repeat(RegexTree part, int min, int _) when min == 1 -> part.trimmed(start);
      case Repeat(RegexTree part, int min, int _) -> new Repeat(part, min, min);
      case Chain(List<RegexTree> parts) -> new Chain(trimmed(parts, start));
      case Literal _, Some _, Nothing _, Choice _ -> this;
    };
  }

  private static List<RegexTree> trimmed(List<RegexTree> parts, boolean start) {
    List<RegexTree> kept = new ArrayList<>(parts);
    while (!kept.isEmpty()) {
      RegexTree end = start ? kept.removeFirst() : kept.removeLast();
      RegexTree trimmed = end.trimmed(start);
      if (!trimmed.equals(new Nothing(Assertion.NOTHING))
          && !trimmed.equals(new Chain(List.of()))) {
        kept.add(start ? 0 : kept.size(), trimmed);
        return kept;
      }
    }
    return kept;
  }
}
