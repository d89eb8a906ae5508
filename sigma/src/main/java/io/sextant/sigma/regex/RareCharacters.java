package io.sextant.sigma.regex;

import io.sextant.sigma.regex.RegexTree.Chain;
import io.sextant.sigma.regex.RegexTree.Choice;
import io.sextant.sigma.regex.RegexTree.Literal;
import io.sextant.sigma.regex.RegexTree.Nothing;
import io.sextant.sigma.regex.RegexTree.Repeat;
import io.sextant.sigma.regex.RegexTree.Some;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Characters of ASCII of which one stands in every text of ASCII that an expression matches.
///
/// @param low the first 64 characters, as bits
/// @param high the last 64
public record RareCharacters(long low, long high) {
  /// Sets that are kept.
  private static final int MAX_KEPT = 3;

  /// Sets that are met more often tell nothing, per thousand characters of any text.
  private static final int MAX_FREQUENCY = 60;

  private static final int ASCII = 128;
  private static final int HALF = 64;

  /// Those that tell most first.
  public static List<RareCharacters> of(RegexTree tree) {
    return all(tree)
        .distinct()
        .filter(set -> set.frequency() <= MAX_FREQUENCY)
        .sorted(Comparator.comparingInt(RareCharacters::frequency))
        .limit(MAX_KEPT)
        .toList();
  }

  private static Stream<RareCharacters> all(RegexTree tree) {
    return switch (tree) {
      case Literal(String text, boolean _) ->
          text.chars()
              .filter(c -> c < ASCII && !Character.isLetter(c))
              .mapToObj(CharSet::of)
              .map(RareCharacters::of);
      case Some(CharSet set) -> set.isKnown() ? Stream.of(of(set)) : Stream.of();
      case Nothing _ -> Stream.of();
      case Repeat(RegexTree part, int min, int _) -> min > 0 ? all(part) : Stream.of();
      case Chain(List<RegexTree> parts) -> parts.stream().flatMap(RareCharacters::all);
      case Choice(List<RegexTree> alternatives) -> ofChoice(alternatives);
    };
  }

  private static Stream<RareCharacters> ofChoice(List<RegexTree> alternatives) {
    RareCharacters any = new RareCharacters(0, 0);
    for (RegexTree alternative : alternatives) {
      var best = all(alternative).min(Comparator.comparingInt(RareCharacters::frequency));
      if (best.isEmpty()) {
        return Stream.of();
      }
      any = new RareCharacters(any.low | best.get().low, any.high | best.get().high);
    }
    return Stream.of(any);
  }

  private static RareCharacters of(CharSet set) {
    long low = 0;
    long high = 0;
    for (int c = 0; c < HALF; c++) {
      low |= set.contains(c) ? 1L << c : 0;
      high |= set.contains(HALF + c) ? 1L << c : 0;
    }
    return new RareCharacters(low, high);
  }

  /// How many of a thousand characters of a text are among them, about.
  private int frequency() {
    int sum = 0;
    for (int c = 0; c < ASCII; c++) {
      long half = c < HALF ? low : high;
      sum += (half & 1L << c) == 0 ? 0 : frequency((char) c);
    }
    return sum;
  }

  private static int frequency(char c) {
    if (Character.isLetter(c)) {
      return 30;
    }
    if (Character.isDigit(c)) {
      return 5;
    }
    return c == ' ' ? 150 : c == '.' || c == ',' || c == '\n' ? 10 : c < ' ' ? 0 : 2;
  }
}
