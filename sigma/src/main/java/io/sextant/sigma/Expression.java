package io.sextant.sigma;

import com.google.re2j.Pattern;
import io.sextant.sigma.regex.Landmark;
import io.sextant.sigma.regex.Landmarks;
import io.sextant.sigma.regex.LazyAutomaton;
import io.sextant.sigma.regex.RareCharacters;
import io.sextant.sigma.regex.RegexSyntax;
import io.sextant.sigma.regex.RegexTree;
import io.sextant.sigma.regex.StateRoom;
import java.util.List;
import java.util.Optional;

/// A regular expression. It runs on an automaton of our own; on RE2/J when it names classes of
/// characters that only RE2/J knows.
final class Expression {
  private final Pattern pattern;
  private final List<Landmark> landmarks;
  private final List<RareCharacters> rareCharacters;
  private final Optional<LazyAutomaton.Pair> automata;
  private final int shortest;

  private Expression(Pattern pattern, RegexTree tree, StateRoom room) {
    this.pattern = pattern;
    this.landmarks = Landmarks.of(tree);
    this.rareCharacters = RareCharacters.of(tree);
    this.automata = tree.isKnown() ? Optional.of(LazyAutomaton.of(tree, room)) : Optional.empty();
    this.shortest = tree.span().min();
  }

  static Expression of(ValueTest.Regex regex, StateRoom room) {
    int flags = RegexChecker.flags(regex.flags());
    return new Expression(
        Pattern.compile(regex.pattern(), flags),
        RegexSyntax.parse(RegexChecker.prefix(regex.flags()) + regex.pattern()).trimmed(),
        room);
  }

  /// Texts that stand in every match, in order.
  List<Landmark> landmarks() {
    return landmarks;
  }

  /// Sets of characters of which one stands in every match in ASCII.
  List<RareCharacters> rareCharacters() {
    return rareCharacters;
  }

  /// How many units a match has at least.
  int shortest() {
    return shortest;
  }

  /// Whether it occurs anywhere in the value.
  boolean matches(FieldValue value) {
    if (!isPossible(value)) {
      return false;
    }
    return automata.isEmpty()
        ? pattern.matcher(value.text()).find()
        : run(automata.get().anywhere(), value, 0, Integer.MAX_VALUE) < 0;
  }

  /// Whether the value is long enough.
  boolean isPossible(FieldValue value) {
    return !value.isNull() && value.length() >= shortest;
  }

  /// Whether it can be run from a place.
  boolean hasAutomaton() {
    return automata.isPresent();
  }

  /// Looks for a match that starts at a place.
  ///
  /// @param at units from the start of the value
  /// @param most how many units may be looked at
  /// @return how many were looked at; the complement of it when it was found
  int runAt(FieldValue value, int at, int most) {
    return run(automata.orElseThrow().here(), value, at, most);
  }

  private static int run(LazyAutomaton automaton, FieldValue value, int at, int most) {
    if (!value.isAscii()) {
      String text = value.text();
      boolean splits =
          at > 0
              && Character.isLowSurrogate(text.charAt(at))
              && Character.isHighSurrogate(text.charAt(at - 1));
      return splits ? 0 : automaton.run(text, at, most);
    }
    int from = value.from();
    return automaton.run(value.bytes(), from, value.to(), from + at, most);
  }
}
