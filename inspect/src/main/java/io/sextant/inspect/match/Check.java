package io.sextant.inspect.match;

import java.util.Optional;

/// Says whether what has the right shape is the thing: check digits, ranges, known lengths.
@FunctionalInterface
public interface Check {
  /// How sure a check is, and so how much the words around must add.
  enum Weight {
    /// Counts wherever it stands.
    CERTAIN(0.99),
    /// Counts unless the words before say it is something else.
    LIKELY(0.9),
    /// Counts only when the words around name it.
    WEAK(0.85);

    private final double confidence;

    Weight(double confidence) {
      this.confidence = confidence;
    }

    /// From 0 to 1.
    public double confidence() {
      return confidence;
    }
  }

  /// The part of the match that is the thing itself, from `from` to before `to`.
  record Part(int from, int to, Weight weight) {}

  /// Nothing when the text is not the thing. Invisible characters were left out, digits and spaces
  /// of other scripts are ASCII, and every other character outside ASCII is U+FFFD.
  Optional<Part> part(String match);

  /// Whether the check is so costly that it is made only after a word that speaks for the match.
  default boolean onlyAfterWords() {
    return false;
  }

  /// A check that takes the whole match or nothing.
  static Check whole(Weight weight, java.util.function.Predicate<String> holds) {
    return match ->
        holds.test(match) ? Optional.of(new Part(0, match.length(), weight)) : Optional.empty();
  }
}
