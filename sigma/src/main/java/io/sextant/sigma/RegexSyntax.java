package io.sextant.sigma;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads a regular expression far enough to refuse what cannot be run in linear time, to measure
/// it, and to find its mandatory texts. RE2/J does the matching and has the last word on syntax.
public final class RegexSyntax {
  private static final int MAX_DEPTH = 100;

  /// Classes up to this many characters are followed character by character.
  private static final int MAX_FEW = 8;

  private static final String SHORTHANDS = "dDwWsSC";
  private static final String CONTROLS = "tnr";
  private static final String CONTROL_CHARACTERS = "\t\n\r";
  private static final String ASSERTIONS = "bBAz";
  private static final Set<String> AROUND = Set.of("=", "!", "<=", "<!");

  private final String pattern;
  private int at;
  private int depth;

  private RegexSyntax(String pattern) {
    this.pattern = pattern;
  }

  /// The tree of an expression.
  ///
  /// @throws NotExact when it uses something that has no linear-time evaluation
  public static RegexTree parse(String pattern) {
    RegexSyntax syntax = new RegexSyntax(pattern);
    RegexTree tree = syntax.choice();
    // A stray closing parenthesis is left to RE2/J to report.
    return syntax.at < pattern.length() ? new RegexTree.Nothing() : tree;
  }

  /// Why an expression cannot be evaluated exactly.
  public static final class NotExact extends RuntimeException {
    private final int index;

    NotExact(String message, int index) {
      super(message);
      this.index = index;
    }

    /// Where in the expression, from 0.
    int index() {
      return index;
    }
  }

  private RegexTree choice() {
    if (++depth > MAX_DEPTH) {
      throw new NotExact("groups nest deeper than " + MAX_DEPTH, at);
    }
    List<RegexTree> alternatives = new ArrayList<>();
    do {
      alternatives.add(chain());
    } while (take('|'));
    depth--;
    return alternatives.size() == 1 ? alternatives.getFirst() : new RegexTree.Choice(alternatives);
  }

  private RegexTree chain() {
    List<RegexTree> parts = new ArrayList<>();
    while (at < pattern.length() && peek() != '|' && peek() != ')') {
      parts.add(repeated(atom()));
    }
    return new RegexTree.Chain(parts);
  }

  private RegexTree repeated(RegexTree atom) {
    RegexTree tree = atom;
    while (at < pattern.length()) {
      int start = at;
      Optional<int[]> times = times();
      if (times.isEmpty()) {
        return tree;
      }
      if (at < pattern.length() && peek() == '+') {
        throw new NotExact("a possessive quantifier", start);
      }
      take('?');
      tree = new RegexTree.Repeat(tree, times.get()[0], times.get()[1]);
    }
    return tree;
  }

  private Optional<int[]> times() {
    return switch (peek()) {
      case '*' -> step(0, RegexTree.UNBOUNDED);
      case '+' -> step(1, RegexTree.UNBOUNDED);
      case '?' -> step(0, 1);
      case '{' -> braces();
      default -> Optional.empty();
    };
  }

  private Optional<int[]> step(int min, int max) {
    at++;
    return Optional.of(new int[] {min, max});
  }

  /// `{n}`, `{n,}` or `{n,m}`; any other brace is a plain character.
  private Optional<int[]> braces() {
    int close = pattern.indexOf('}', at);
    if (close < 0) {
      return Optional.empty();
    }
    String[] numbers = pattern.substring(at + 1, close).split(",", -1);
    if (numbers.length > 2 || !isCount(numbers[0])) {
      return Optional.empty();
    }
    int min = Integer.parseInt(numbers[0]);
    int max = min;
    if (numbers.length == 2) {
      if (!numbers[1].isEmpty() && !isCount(numbers[1])) {
        return Optional.empty();
      }
      max = numbers[1].isEmpty() ? RegexTree.UNBOUNDED : Integer.parseInt(numbers[1]);
    }
    at = close + 1;
    return Optional.of(new int[] {min, max});
  }

  private static boolean isCount(String digits) {
    return !digits.isEmpty()
        && digits.length() <= 6
        && digits.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private RegexTree atom() {
    char c = pattern.charAt(at);
    return switch (c) {
      case '(' -> group();
      case '[' -> bracketed();
      case '.' -> single(new RegexTree.Some());
      case '^', '$' -> single(new RegexTree.Nothing());
      case '\\' -> escape();
      default ->
          single(
              Character.isSurrogate(c)
                  ? new RegexTree.Some()
                  : new RegexTree.Literal(String.valueOf(c)));
    };
  }

  private RegexTree single(RegexTree tree) {
    at++;
    return tree;
  }

  private RegexTree group() {
    int start = at++;
    if (take('?')) {
      for (String around : AROUND) {
        if (pattern.startsWith(around, at)) {
          throw new NotExact("a look-around (?" + around + "…)", start);
        }
      }
      if (pattern.startsWith(">", at)) {
        throw new NotExact("an atomic group (?>…)", start);
      }
      if (pattern.startsWith("(", at) || pattern.startsWith("#", at)) {
        throw new NotExact("a conditional or a comment", start);
      }
      if (pattern.startsWith("P<", at) || pattern.startsWith("<", at)) {
        at = pattern.indexOf('>', at) < 0 ? pattern.length() : pattern.indexOf('>', at) + 1;
      } else {
        while (at < pattern.length() && peek() != ':' && peek() != ')') {
          at++;
        }
        if (take(')')) {
          return new RegexTree.Nothing();
        }
        at++;
      }
    }
    at = Math.min(at, pattern.length());
    RegexTree inner = choice();
    take(')');
    return inner;
  }

  /// A class: its characters when they are few and plainly written.
  private RegexTree bracketed() {
    int start = at;
    skipClass();
    String inside = pattern.substring(start + 1, Math.max(start + 1, at - 1));
    boolean plain =
        !inside.isEmpty()
            && inside.length() <= MAX_FEW
            && inside.charAt(0) != '^'
            && inside
                .chars()
                .noneMatch(c -> c == '\\' || c == '[' || Character.isSurrogate((char) c))
            && !isRange(inside);
    return plain ? new RegexTree.Few(inside) : new RegexTree.Some();
  }

  /// Whether a dash stands between two characters.
  private static boolean isRange(String inside) {
    int dash = inside.indexOf('-', 1);
    return dash > 0 && dash < inside.length() - 1;
  }

  private void skipClass() {
    at++;
    take('^');
    take(']');
    while (at < pattern.length() && peek() != ']') {
      if (pattern.startsWith("[:", at) && pattern.indexOf(":]", at) > 0) {
        at = pattern.indexOf(":]", at) + 2;
      } else {
        at += peek() == '\\' ? 2 : 1;
      }
    }
    at = Math.min(at + 1, pattern.length());
  }

  private RegexTree escape() {
    int start = at++;
    if (at >= pattern.length()) {
      return new RegexTree.Nothing();
    }
    char c = pattern.charAt(at++);
    if (SHORTHANDS.indexOf(c) >= 0) {
      return new RegexTree.Some();
    }
    if (ASSERTIONS.indexOf(c) >= 0) {
      return new RegexTree.Nothing();
    }
    if ((c >= '1' && c <= '9') || c == 'k' || c == 'g') {
      throw new NotExact("a back-reference \\" + c, start);
    }
    if (c == 'Q') {
      int end = pattern.indexOf("\\E", at);
      String text = pattern.substring(at, end < 0 ? pattern.length() : end);
      at = end < 0 ? pattern.length() : end + 2;
      return text.isEmpty() ? new RegexTree.Nothing() : new RegexTree.Literal(text);
    }
    if (c == 'p' || c == 'P' || c == 'x') {
      skipArgument(c == 'x' ? 2 : 1);
      return new RegexTree.Some();
    }
    if (c == '0') {
      skipOctal();
      return new RegexTree.Some();
    }
    int control = CONTROLS.indexOf(c);
    if (control >= 0) {
      return new RegexTree.Literal(String.valueOf(CONTROL_CHARACTERS.charAt(control)));
    }
    if (Character.isLetter(c)) {
      // One more of the kind, or one that RE2/J refuses.
      return new RegexTree.Some();
    }
    return new RegexTree.Literal(String.valueOf(c));
  }

  private void skipArgument(int length) {
    if (at < pattern.length() && peek() == '{') {
      int close = pattern.indexOf('}', at);
      at = close < 0 ? pattern.length() : close + 1;
    } else {
      at = Math.min(pattern.length(), at + length);
    }
  }

  private void skipOctal() {
    for (int i = 0; i < 2 && at < pattern.length() && peek() >= '0' && peek() <= '7'; i++) {
      at++;
    }
  }

  private char peek() {
    return pattern.charAt(at);
  }

  private boolean take(char c) {
    if (at < pattern.length() && pattern.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }
}
