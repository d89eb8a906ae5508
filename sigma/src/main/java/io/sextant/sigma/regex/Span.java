package io.sextant.sigma.regex;

/// How many UTF-16 units lie between two places in what an expression matches.
///
/// Runs of white space and of characters that are no word characters are counted by themselves, as
/// the longest that a text has bounds them.
///
/// @param max without those runs; [#UNBOUNDED] for no limit
/// @param spaces how many runs of white space of any length
/// @param gaps how many runs of any length of what is no word character
public record Span(int min, int max, int spaces, int gaps) {
  public static final int UNBOUNDED = 1 << 28;

  public static final Span ZERO = new Span(0, 0, 0, 0);

  /// One after the other.
  public Span plus(Span other) {
    return new Span(
        Math.min(UNBOUNDED, min + other.min),
        Math.min(UNBOUNDED, max + other.max),
        Math.min(UNBOUNDED, spaces + other.spaces),
        Math.min(UNBOUNDED, gaps + other.gaps));
  }

  /// What both fit in.
  Span or(Span other) {
    return new Span(
        Math.min(min, other.min),
        Math.max(max, other.max),
        Math.max(spaces, other.spaces),
        Math.max(gaps, other.gaps));
  }

  /// So many of them one after the other.
  Span times(int least, int most) {
    boolean any = most == RegexTree.UNBOUNDED;
    boolean empty = max == 0 && spaces == 0 && gaps == 0;
    return new Span(
        product(min, least),
        any ? (empty ? 0 : UNBOUNDED) : product(max, most),
        any ? 0 : product(spaces, most),
        any ? 0 : product(gaps, most));
  }

  private static int product(int a, int b) {
    return (int) Math.min(UNBOUNDED, (long) a * b);
  }
}
