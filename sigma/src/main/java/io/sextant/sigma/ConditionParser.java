package io.sextant.sigma;

import static io.sextant.sigma.IssueLog.quote;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Parses a condition over selection names: `or` binds weakest, then `and`, `not`, `x of …`.
final class ConditionParser {
  private static final int MAX_DEPTH = 100;
  private static final int MAX_TOKENS = 20_000;

  /// Names that the patterns of one condition are held against.
  private static final long MAX_TRIED = 2_000_000;

  private static final Set<String> WORDS = Set.of("and", "or", "not", "of", "them");

  private record Token(String text, Place place) {}

  private static final class Refused extends RuntimeException {}

  private final Collection<String> selections;
  private final IssueLog log;
  private final Place end;
  private final List<Token> tokens;
  private final Set<String> used = new HashSet<>();
  private int at;
  private int depth;
  private long tried;

  private ConditionParser(String text, Place place, Collection<String> selections, IssueLog log) {
    this.selections = selections;
    this.log = log;
    this.end = place.right(text.length());
    this.tokens = tokenize(text, place);
  }

  /// A condition and the selections it names.
  record Parsed(Condition condition, Set<String> used) {}

  /// Parses; empty when it has errors, which were reported.
  static Optional<Parsed> parse(
      String text, Place place, Collection<String> selections, IssueLog log) {
    int errorsBefore = log.errors();
    try {
      ConditionParser parser = new ConditionParser(text, place, selections, log);
      Condition condition = parser.or();
      if (parser.at < parser.tokens.size()) {
        throw parser.syntax("expected 'and' or 'or', found " + quote(parser.peek()));
      }
      return log.errors() > errorsBefore
          ? Optional.empty()
          : Optional.of(new Parsed(condition, parser.used));
    } catch (Refused _) {
      return Optional.empty();
    }
  }

  private List<Token> tokenize(String text, Place place) {
    List<Token> found = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      int start = i++;
      if (Character.isWhitespace(c)) {
        continue;
      }
      if (c != '(' && c != ')') {
        while (i < text.length() && isWordPart(text.charAt(i))) {
          i++;
        }
      }
      found.add(new Token(text.substring(start, i), place.right(start)));
      if (found.size() > MAX_TOKENS) {
        log.error(
            IssueCode.OVER_LIMIT,
            place,
            "the condition has more than 20000 words",
            "Split the rule.");
        throw new Refused();
      }
    }
    return found;
  }

  private static boolean isWordPart(char c) {
    return !Character.isWhitespace(c) && c != '(' && c != ')';
  }

  private Condition or() {
    return joined("or", _ -> and(), Condition.Or::new);
  }

  private Condition and() {
    return joined("and", _ -> not(), Condition.And::new);
  }

  private Condition joined(
      String word,
      Function<ConditionParser, Condition> operand,
      Function<List<Condition>, Condition> join) {
    List<Condition> parts = new ArrayList<>();
    parts.add(operand.apply(this));
    while (take(word)) {
      parts.add(operand.apply(this));
    }
    return parts.size() == 1 ? parts.getFirst() : join.apply(parts);
  }

  private Condition not() {
    if (++depth > MAX_DEPTH) {
      throw syntax("parentheses and 'not' nest deeper than " + MAX_DEPTH);
    }
    Condition condition = take("not") ? new Condition.Not(not()) : primary();
    depth--;
    return condition;
  }

  private Condition primary() {
    if (take("(")) {
      Condition inner = or();
      if (!take(")")) {
        throw syntax("expected ')'");
      }
      return inner;
    }
    if (at >= tokens.size()) {
      throw syntax("expected the name of a selection, found the end");
    }
    Token token = tokens.get(at++);
    if (at < tokens.size() && isWord(tokens.get(at), "of")) {
      at++;
      return quantified(token);
    }
    if (token.text().equals(")") || WORDS.contains(token.text().toLowerCase(Locale.ROOT))) {
      at--;
      throw syntax("expected the name of a selection, found " + quote(token.text()));
    }
    if (!selections.contains(token.text())) {
      log.error(
          IssueCode.UNKNOWN_SELECTION,
          token.place(),
          "there is no selection " + quote(token.text()),
          Suggestion.hint(token.text(), selections, Suggestion.known(selections)));
    }
    used.add(token.text());
    return new Condition.Named(token.text());
  }

  private Condition quantified(Token quantifier) {
    if (at >= tokens.size()) {
      throw syntax("expected a pattern or 'them' after 'of'");
    }
    Token pattern = tokens.get(at++);
    boolean them = isWord(pattern, "them");
    Glob glob = glob(pattern.text());
    tried += selections.size();
    if (tried > MAX_TRIED) {
      log.error(
          IssueCode.OVER_LIMIT,
          pattern.place(),
          "the patterns of the condition stand for too many selections",
          "Split the rule.");
      throw new Refused();
    }
    List<String> named =
        selections.stream()
            .filter(name ->
                (them || glob.matches(name))
                    && (pattern.text().startsWith("_") || !name.startsWith("_")))
            .toList();
    if (named.isEmpty()) {
      log.error(
          IssueCode.EMPTY_PATTERN,
          pattern.place(),
          "no selection is named " + quote(pattern.text()),
          Suggestion.known(selections));
    }
    used.addAll(named);
    return new Condition.Quantified(
        quantifier.text(), least(quantifier, named.size()), pattern.text(), named);
  }

  private int least(Token quantifier, int all) {
    String word = quantifier.text().toLowerCase(Locale.ROOT);
    if (word.equals("all")) {
      return Math.max(1, all);
    }
    if (word.equals("any") || word.equals("1")) {
      return 1;
    }
    if (!word.isEmpty() && word.length() < 6 && word.chars().allMatch(Character::isDigit)) {
      log.warning(
          IssueCode.COUNTED_QUANTIFIER,
          quantifier.place(),
          quote(word + " of") + " is read as 'at least " + word + "'; other tools refuse it",
          "The specification knows 1, any and all.");
      int least = Integer.parseInt(word);
      if (least >= 1 && least <= all) {
        return least;
      }
    }
    log.error(
        IssueCode.CONDITION_SYNTAX,
        quantifier.place(),
        "expected 1, any or all before 'of', found " + quote(quantifier.text()),
        "");
    throw new Refused();
  }

  /// A pattern in which `*` stands for any characters.
  private static Glob glob(String pattern) {
    return new Glob(SigmaString.parse(pattern.replace("\\", "\\\\").replace("?", "\\?")), true);
  }

  private String peek() {
    return tokens.get(at).text();
  }

  private boolean take(String word) {
    if (at < tokens.size() && isWord(tokens.get(at), word)) {
      at++;
      return true;
    }
    return false;
  }

  private boolean isWord(Token token, String word) {
    if (token.text().equals(word)) {
      return true;
    }
    boolean upper =
        token.text().equals(word.toUpperCase(Locale.ROOT)) && !selections.contains(token.text());
    if (upper && WORDS.contains(word)) {
      log.warning(
          IssueCode.UPPER_CASE_KEYWORD,
          token.place(),
          quote(token.text()) + " is read as '" + word + "'",
          "Sigma writes it in lower case.");
    }
    return upper && WORDS.contains(word);
  }

  private Refused syntax(String message) {
    Place place = at < tokens.size() ? tokens.get(at).place() : end;
    log.error(
        IssueCode.CONDITION_SYNTAX,
        place,
        message,
        "A condition joins names of selections by and, or, not, '1 of x*', 'all of them'.");
    return new Refused();
  }
}
