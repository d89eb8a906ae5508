package io.sextant.sigma.regex;

import io.sextant.sigma.regex.RegexTree.Assertion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads a regular expression in the syntax of RE2, and refuses what cannot be run in linear time.
/// RE2/J has the last word on syntax: an expression that it refuses has a tree without meaning.
public final class RegexSyntax {
  private static final int MAX_DEPTH = 100;

  private static final int MAX_CODE = Character.MAX_CODE_POINT;
  private static final Set<String> AROUND = Set.of("=", "!", "<=", "<!");

  private final String pattern;
  private int at;
  private int depth;
  private boolean quoted;
  private boolean anyCase;
  private boolean multiLine;
  private boolean dotAll;

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
    return syntax.at < pattern.length() ? new RegexTree.Some(CharSet.UNKNOWN) : tree;
  }

  /// Why an expression cannot be evaluated exactly.
  public static final class NotExact extends RuntimeException {
    private final int index;

    NotExact(String message, int index) {
      super(message);
      this.index = index;
    }

    /// Where in the expression, from 0.
    public int index() {
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
    while (at < pattern.length() && (quoted || (peek() != '|' && peek() != ')'))) {
      RegexTree atom = quoted ? literal() : atom();
      boolean ends = quoted && pattern.startsWith("\\E", at);
      if (ends) {
        at += 2;
        quoted = false;
      }
      parts.add(quoted ? atom : repeated(atom));
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
    return switch (peek()) {
      case '(' -> group();
      case '[' -> bracketed();
      case '.' -> single(new RegexTree.Some(dotAll ? CharSet.ALL : CharSet.NEWLINE.negated()));
      case '^' -> single(assertion(multiLine ? Assertion.LINE_START : Assertion.TEXT_START));
      case '$' -> single(assertion(multiLine ? Assertion.LINE_END : Assertion.TEXT_END));
      case '\\' -> escape();
      default -> literal();
    };
  }

  private RegexTree single(RegexTree tree) {
    at++;
    return tree;
  }

  private static RegexTree assertion(Assertion assertion) {
    return new RegexTree.Nothing(assertion);
  }

  /// The next character, as it stands.
  private RegexTree literal() {
    int c = pattern.codePointAt(at);
    at += Character.charCount(c);
    return literal(c);
  }

  /// One character outside the basic plane is taken as a set, of two units.
  private RegexTree literal(int c) {
    return c > 0xffff || (anyCase && c > 0x7f)
        ? new RegexTree.Some(one(c))
        : new RegexTree.Literal(Character.toString(c), anyCase);
  }

  private CharSet one(int c) {
    CharSet.Builder set = new CharSet.Builder();
    add(c, c, set);
    return set.build();
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
        return flagged();
      }
    }
    return scoped(anyCase, multiLine, dotAll);
  }

  /// Flags, for the rest of the group they stand in or for a group of their own.
  private RegexTree flagged() {
    boolean outerCase = anyCase;
    boolean outerLine = multiLine;
    boolean outerDot = dotAll;
    boolean on = true;
    while (at < pattern.length() && peek() != ':' && peek() != ')') {
      switch (pattern.charAt(at++)) {
        case '-' -> on = false;
        case 'i' -> anyCase = on;
        case 'm' -> multiLine = on;
        case 's' -> dotAll = on;
        default -> {}
      }
    }
    if (take(')')) {
      return unrepeated("flags");
    }
    at = Math.min(at + 1, pattern.length());
    return scoped(outerCase, outerLine, outerDot);
  }

  /// What is in a group; the flags are those given once it ends.
  private RegexTree scoped(boolean thenCase, boolean thenLine, boolean thenDot) {
    RegexTree inner = choice();
    take(')');
    anyCase = thenCase;
    multiLine = thenLine;
    dotAll = thenDot;
    return inner;
  }

  private RegexTree bracketed() {
    at++;
    boolean negated = take('^');
    CharSet.Builder set = new CharSet.Builder();
    boolean first = true;
    while (at < pattern.length() && (first || peek() != ']')) {
      first = false;
      if (!named(set) && !shorthand(set)) {
        range(set);
      }
    }
    at = Math.min(at + 1, pattern.length());
    CharSet built = set.build();
    return new RegexTree.Some(negated ? built.negated() : built);
  }

  private void range(CharSet.Builder set) {
    int from = inClass();
    int to = from;
    if (at + 1 < pattern.length() && peek() == '-' && pattern.charAt(at + 1) != ']') {
      at++;
      to = inClass();
    }
    if (from < 0 || to < from) {
      set.addUnknown();
    } else {
      add(from, to, set);
    }
  }

  private void add(int from, int to, CharSet.Builder set) {
    if (anyCase && from <= CaseOrbits.UNFOLDED_TO && to >= CaseOrbits.UNFOLDED_FROM) {
      throw new NotExact("characters from U+1C80 to U+1C88 without regard to case", at);
    }
    if (anyCase) {
      set.addAnyCase(from, to);
    } else {
      set.add(from, to);
    }
  }

  /// A character of a class; negative when it is not known which.
  private int inClass() {
    if (peek() == '\\') {
      at++;
      return escaped();
    }
    int c = pattern.codePointAt(at);
    at += Character.charCount(c);
    return c;
  }

  /// A class such as `[:alpha:]`.
  private boolean named(CharSet.Builder set) {
    int close = pattern.startsWith("[:", at) ? pattern.indexOf(":]", at + 2) : -1;
    if (close < 0) {
      return false;
    }
    String name = pattern.substring(at + 2, close);
    boolean negated = name.startsWith("^");
    at = close + 2;
    CharSet.Builder builder = new CharSet.Builder();
    String ranges = NamedClasses.ranges(negated ? name.substring(1) : name);
    if (ranges.isEmpty()) {
      builder.addUnknown();
    }
    for (int i = 0; i + 1 < ranges.length(); i += 2) {
      add(ranges.charAt(i), ranges.charAt(i + 1), builder);
    }
    CharSet built = builder.build();
    set.add(negated ? built.negated() : built);
    return true;
  }

  /// A class such as `\d`.
  private boolean shorthand(CharSet.Builder set) {
    if (peek() != '\\' || at + 1 >= pattern.length()) {
      return false;
    }
    char c = pattern.charAt(at + 1);
    if (c == 'p' || c == 'P') {
      at += 2;
      skipArgument();
      set.addUnknown();
      return true;
    }
    CharSet found =
        switch (c) {
          case 'd', 'D' -> CharSet.DIGITS;
          case 's', 'S' -> CharSet.SPACES;
          case 'w', 'W' -> anyCase ? anyCaseWord() : CharSet.WORD;
          default -> CharSet.UNKNOWN;
        };
    if (!found.isKnown()) {
      return false;
    }
    at += 2;
    set.add(Character.isUpperCase(c) ? found.negated() : found);
    return true;
  }

  private static CharSet anyCaseWord() {
    return new CharSet.Builder().add(CharSet.WORD).addAnyCase('a', 'z').build();
  }

  private RegexTree escape() {
    CharSet.Builder set = new CharSet.Builder();
    if (shorthand(set)) {
      return new RegexTree.Some(set.build());
    }
    int start = at++;
    if (at >= pattern.length()) {
      return new RegexTree.Some(CharSet.UNKNOWN);
    }
    char c = peek();
    if ((c >= '1' && c <= '9') || c == 'k' || c == 'g') {
      throw new NotExact("a back-reference \\" + c, start);
    }
    return switch (c) {
      case 'A' -> single(assertion(Assertion.TEXT_START));
      case 'z' -> single(assertion(Assertion.TEXT_END));
      case 'b' -> single(assertion(Assertion.WORD_EDGE));
      case 'B' -> single(assertion(Assertion.NO_WORD_EDGE));
      case 'Q' -> quotation();
      default -> {
        int character = escaped();
        yield character < 0 ? new RegexTree.Some(CharSet.UNKNOWN) : literal(character);
      }
    };
  }

  private RegexTree quotation() {
    at++;
    if (pattern.startsWith("\\E", at)) {
      at += 2;
      return unrepeated("an empty quotation");
    }
    if (at >= pattern.length()) {
      return assertion(Assertion.NOTHING);
    }
    quoted = true;
    return literal();
  }

  /// What stands for nothing; a repetition of it would be one of what is before it.
  private RegexTree unrepeated(String what) {
    int start = at;
    if (at < pattern.length() && times().isPresent()) {
      throw new NotExact("a repetition of " + what, start);
    }
    return assertion(Assertion.NOTHING);
  }

  /// The character that an escape stands for, its backslash being read; negative when it is none.
  private int escaped() {
    if (at >= pattern.length()) {
      return -1;
    }
    int c = pattern.codePointAt(at);
    at += Character.charCount(c);
    return switch (c) {
      case 'a' -> 7;
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 11;
      case '0' -> octal();
      case 'x' -> hexadecimal();
      default -> c < 0x80 && !Character.isLetterOrDigit(c) ? c : -1;
    };
  }

  private int octal() {
    int value = 0;
    for (int i = 0; i < 2 && at < pattern.length() && peek() >= '0' && peek() <= '7'; i++) {
      value = value * 8 + pattern.charAt(at++) - '0';
    }
    return value;
  }

  private int hexadecimal() {
    int from = at;
    if (take('{')) {
      int close = pattern.indexOf('}', at);
      from = at;
      at = close < 0 ? pattern.length() : close;
    } else {
      at = Math.min(pattern.length(), at + 2);
    }
    String digits = pattern.substring(from, at);
    take('}');
    boolean plain = !digits.isEmpty() && digits.length() < 8 && digits.matches("[0-9A-Fa-f]+");
    int value = plain ? Integer.parseInt(digits, 16) : MAX_CODE + 1;
    return value > MAX_CODE ? -1 : value;
  }

  /// Goes behind what names a class of Unicode.
  private void skipArgument() {
    if (at < pattern.length() && peek() == '{') {
      int close = pattern.indexOf('}', at);
      at = close < 0 ? pattern.length() : close + 1;
    } else {
      at = Math.min(pattern.length(), at + 1);
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
