package io.sextant.inspect.match;

import io.sextant.inspect.match.RecogniserSet.Compiled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Tells of most texts, in one look at each character, that no recogniser can match in them: all
/// automata run as one, whose states are made when first needed and shared by all texts.
///
/// Errs on one side only: a text it does not clear may still hold nothing. Thread-safe; holds at
/// most [#MOST_STATES] states of a few hundred bytes, then begins anew.
final class Screen {
  private static final int MOST_STATES = 8_192;

  /// A text that needs more new states than this is unusual, and quicker searched outright.
  private static final int MOST_NEW_STATES = 512;

  private static final int PLAIN = 128;

  /// A character that takes a closer look.
  private static final byte NOT_PLAIN = -1;

  private static final State UNKNOWN = new State(List.of(), 0, 0, 0, false);
  private static final State MATCH = new State(List.of(), 0, 0, 0, true);

  private final List<Compiled> recognisers;
  private final byte[] classOf = new byte[Symbols.COUNT];

  /// The classes of ASCII characters, which most texts are made of.
  private final byte[] plain = new byte[PLAIN];

  private final int[] symbolOf;
  private volatile States states;

  /// An automaton in the middle of a match.
  private record Attempt(int recogniser, int state) {}

  private record Key(List<Attempt> attempts, int before, int beforeThat) {}

  private static final class State {
    final List<Attempt> attempts;
    final int before;
    final int beforeThat;
    final boolean accepts;

    /// By class of symbols. Threads may write the same element; every value is as good.
    final State[] next;

    State(List<Attempt> attempts, int before, int beforeThat, int classes, boolean accepts) {
      this.attempts = attempts;
      this.before = before;
      this.beforeThat = beforeThat;
      this.accepts = accepts;
      this.next = new State[classes];
      Arrays.fill(next, UNKNOWN);
    }
  }

  private record States(State start, ConcurrentMap<Key, State> known) {}

  Screen(List<Compiled> recognisers) {
    this.recognisers = List.copyOf(recognisers);
    Map<List<Integer>, Integer> classes = new HashMap<>();
    List<Integer> symbols = new ArrayList<>();
    for (int symbol = 0; symbol < Symbols.COUNT; symbol++) {
      Integer known = classes.putIfAbsent(signature(symbol), symbols.size());
      classOf[symbol] = (byte) (known == null ? symbols.size() : known);
      if (known == null) {
        symbols.add(symbol);
      }
    }
    this.symbolOf = symbols.stream().mapToInt(Integer::intValue).toArray();
    for (int c = 0; c < PLAIN; c++) {
      int symbol = Folding.symbol(c);
      plain[c] = symbol == Folding.INVISIBLE ? NOT_PLAIN : classOf[symbol];
    }
    this.states = begin();
  }

  private List<Integer> signature(int symbol) {
    List<Integer> signature = new ArrayList<>(List.of(Boundary.like(symbol)));
    for (Compiled recogniser : recognisers) {
      signature.add(recogniser.automaton().classOf(symbol));
    }
    return signature;
  }

  private States begin() {
    return new States(
        new State(List.of(), Boundary.BLANK, Boundary.BLANK, symbolOf.length, false),
        new ConcurrentHashMap<>());
  }

  /// Whether anything may be found in this text.
  boolean passes(CharSequence text) {
    States all = states;
    State state = all.start();
    int invisible = 0;
    int made = 0;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      int symbolClass = c < PLAIN ? plain[c] : NOT_PLAIN;
      if (symbolClass == NOT_PLAIN) {
        int codePoint = Character.codePointAt(text, i);
        i += Character.charCount(codePoint);
        int symbol = Folding.symbol(codePoint);
        if (symbol == Folding.INVISIBLE && ++invisible <= Matcher.MAX_INVISIBLE) {
          continue;
        }
        symbolClass = classOf[symbol == Folding.INVISIBLE ? Symbols.OTHER : symbol];
      } else {
        i++;
      }
      invisible = 0;
      State next = state.next[symbolClass];
      if (isUnknown(next)) {
        if (++made > MOST_NEW_STATES) {
          return true;
        }
        next = make(all, state, symbolClass);
      }
      if (next.accepts && isMatch(next)) {
        return true;
      }
      state = next;
    }
    return state.accepts;
  }

  @SuppressWarnings("ReferenceEquality") // two marks, told from states by what they are
  private static boolean isUnknown(State state) {
    return state == UNKNOWN;
  }

  @SuppressWarnings("ReferenceEquality") // as above
  private static boolean isMatch(State state) {
    return state == MATCH;
  }

  @SuppressWarnings("ReferenceEquality") // not whether they hold the same
  private boolean isCurrent(States all) {
    return all == states;
  }

  private State make(States all, State from, int symbolClass) {
    State next = next(all, from, symbolOf[symbolClass]);
    from.next[symbolClass] = next;
    return next;
  }

  private State next(States all, State from, int symbol) {
    List<Attempt> attempts = new ArrayList<>();
    for (Attempt attempt : from.attempts) {
      Compiled recogniser = recognisers.get(attempt.recogniser());
      if (recogniser.automaton().accepts(attempt.state())
          && mayEnd(recogniser.recogniser().boundary(), symbol)) {
        return MATCH;
      }
      add(attempts, attempt.recogniser(), recogniser.automaton().next(attempt.state(), symbol));
    }
    for (int i = 0; i < recognisers.size(); i++) {
      Compiled recogniser = recognisers.get(i);
      if (recogniser.recogniser().boundary().opens(from.before, from.beforeThat)) {
        add(attempts, i, recogniser.automaton().next(Automaton.START, symbol));
      }
    }
    int before = Boundary.like(symbol);
    int beforeThat = before == Boundary.JOINT ? from.before : Boundary.BLANK;
    return state(all, new Key(List.copyOf(attempts), before, beforeThat));
  }

  private static void add(List<Attempt> attempts, int recogniser, int state) {
    Attempt attempt = new Attempt(recogniser, state);
    if (state != Automaton.DEAD && !attempts.contains(attempt)) {
      attempts.add(attempt);
    }
  }

  private static boolean mayEnd(Boundary boundary, int after) {
    return boundary.endsAnywhere() || boundary.asksFurther(after) || boundary.closes(after);
  }

  private State state(States all, Key key) {
    if (all.known().size() >= MOST_STATES && isCurrent(all)) {
      states = begin();
    }
    return all.known()
        .computeIfAbsent(
            key,
            k ->
                new State(k.attempts(), k.before(), k.beforeThat(), symbolOf.length, accepting(k)));
  }

  private boolean accepting(Key key) {
    return key.attempts().stream()
        .anyMatch(it -> recognisers.get(it.recogniser()).automaton().accepts(it.state()));
  }
}
