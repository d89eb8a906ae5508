package io.sextant.inspect.match;

import java.util.ArrayList;
import java.util.List;

/// Reads the part of RE2's syntax that shapes are written in: literals, escapes, classes, groups,
/// alternatives, counted repetition, and `(?i)` in front. What it accepts means the same in RE2.
final class ShapeParser {
  private static final int MAX_REPEAT = 4_096;
  private static final Symbols DIGITS = Symbols.range('0', '9');
  private static final Symbols WORD =
      DIGITS.or(Symbols.range('a', 'z')).or(Symbols.range('A', 'Z')).or(Symbols.of('_'));
  private static final Symbols SPACE =
      Symbols.of(' ').or(Symbols.range('\t', '\n')).or(Symbols.range('\f', '\r'));

  private final String source;
  private final boolean ignoreCase;
  private int at;

  private ShapeParser(String source) {
    this.source = source;
    this.ignoreCase = source.startsWith("(?i)");
    this.at = ignoreCase ? 4 : 0;
  }

  /// @throws IllegalArgumentException when the expression is outside the syntax
  static Shape parse(String source) {
    ShapeParser parser = new ShapeParser(source);
    Shape shape = parser.choice();
    if (parser.at < source.length()) {
      throw parser.wrong("an unmatched ')'");
    }
    return shape;
  }

  private Shape choice() {
    List<Shape> options = new ArrayList<>(List.of(sequence()));
    while (at < source.length() && source.charAt(at) == '|') {
      at++;
      options.add(sequence());
    }
    return options.size() == 1 ? options.getFirst() : new Shape.Choice(options);
  }

  private Shape sequence() {
    List<Shape> parts = new ArrayList<>();
    while (at < source.length() && source.charAt(at) != '|' && source.charAt(at) != ')') {
      parts.add(repeated(atom()));
    }
    return parts.size() == 1 ? parts.getFirst() : new Shape.Sequence(parts);
  }

  private Shape atom() {
    char c = take();
    return switch (c) {
      case '(' -> group();
      case '[' -> new Shape.One(cased(bracket()));
      case '\\' -> new Shape.One(cased(escape()));
      case '.' -> new Shape.One(Symbols.of('\n').not());
      case '*', '+', '?', '{', '^', '$' -> throw wrong("'" + c + "' where a character must stand");
      default -> new Shape.One(cased(literal(c)));
    };
  }

  private Shape group() {
    if (source.startsWith("?:", at)) {
      at += 2;
    }
    Shape inner = choice();
    expect(')');
    return inner;
  }

  private Shape repeated(Shape part) {
    if (at >= source.length()) {
      return part;
    }
    return switch (source.charAt(at)) {
      case '?' -> repeat(part, 0, 1);
      case '*' -> repeat(part, 0, Shape.UNBOUNDED);
      case '+' -> repeat(part, 1, Shape.UNBOUNDED);
      case '{' -> counted(part);
      default -> part;
    };
  }

  private Shape repeat(Shape part, int least, int most) {
    at++;
    return new Shape.Repeat(part, least, most);
  }

  private Shape counted(Shape part) {
    at++;
    int least = number();
    int most = least;
    if (peek() == ',') {
      at++;
      most = peek() == '}' ? Shape.UNBOUNDED : number();
    }
    expect('}');
    if (most != Shape.UNBOUNDED && most < least) {
      throw wrong("a repetition that ends before it begins");
    }
    return new Shape.Repeat(part, least, most);
  }

  private int number() {
    int start = at;
    while (at < source.length() && Character.isDigit(source.charAt(at))) {
      at++;
    }
    if (at == start || at - start > 4) {
      throw wrong("no count");
    }
    int value = Integer.parseInt(source.substring(start, at));
    if (value > MAX_REPEAT) {
      throw wrong("more than " + MAX_REPEAT + " repetitions");
    }
    return value;
  }

  private Symbols bracket() {
    boolean negated = peek() == '^';
    if (negated) {
      at++;
    }
    Symbols all = Symbols.NONE;
    while (at < source.length() && source.charAt(at) != ']') {
      all = all.or(classItem());
    }
    expect(']');
    return negated ? all.not() : all;
  }

  private Symbols classItem() {
    int mark = at;
    char c = take();
    Symbols first = c == '\\' ? escape() : literal(c);
    boolean range =
        at + 1 < source.length() && source.charAt(at) == '-' && source.charAt(at + 1) != ']';
    if (!range) {
      return first;
    }
    int low = single(mark);
    at++;
    mark = at;
    char end = take();
    if (end == '\\') {
      escape();
    }
    return Symbols.range(low, single(mark));
  }

  /// The one character written between `mark` and here.
  private int single(int mark) {
    String text = source.substring(mark, at);
    if (text.length() == 1) {
      return text.charAt(0);
    }
    if (text.startsWith("\\x")) {
      return Integer.parseInt(text.substring(2), 16);
    }
    return switch (text.charAt(1)) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> text.charAt(1);
    };
  }

  private Symbols escape() {
    char c = take();
    return switch (c) {
      case 'd' -> DIGITS;
      case 'w' -> WORD;
      case 's' -> SPACE;
      case 'S' -> SPACE.not();
      case 'n' -> Symbols.of('\n');
      case 'r' -> Symbols.of('\r');
      case 't' -> Symbols.of('\t');
      case 'x' -> {
        yield Symbols.of(hex(take()) * 16 + hex(take()));
      }
      default -> {
        if (Character.isLetterOrDigit(c)) {
          throw wrong("an unknown escape \\" + c);
        }
        yield literal(c);
      }
    };
  }

  private int hex(char c) {
    int value = Character.digit(c, 16);
    if (value < 0) {
      throw wrong("no hexadecimal digit");
    }
    return value;
  }

  private char peek() {
    if (at >= source.length()) {
      throw wrong("too early an end");
    }
    return source.charAt(at);
  }

  private char take() {
    char c = peek();
    at++;
    return c;
  }

  private Symbols literal(char c) {
    if (c >= Symbols.OTHER) {
      throw wrong("a character outside ASCII; write [^\\x00-\\x7f]");
    }
    return Symbols.of(c);
  }

  private Symbols cased(Symbols symbols) {
    return ignoreCase ? symbols.withBothCases() : symbols;
  }

  private void expect(char c) {
    if (at >= source.length() || source.charAt(at) != c) {
      throw wrong("no '" + c + "'");
    }
    at++;
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(
        "expression '" + source + "' has " + what + " at column " + (at + 1));
  }
}
