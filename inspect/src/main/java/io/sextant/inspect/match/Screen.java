package io.sextant.inspect.match;

import io.sextant.inspect.match.RecogniserSet.Compiled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

  private final List<Compiled> recognisers;
  private final byte[] classOf = new byte[Symbols.COUNT];

  /// The classes of ASCII characters, which most texts are made of.
  private final byte[] plain = new byte[PLAIN];

  private final int[] symbolOf;
  private volatile States states;

  /// An automaton in the middle of a match.
  private record Attempt(int recogniser, int state) {}

  /// What a state stands for.
  private record Key(List<Attempt> attempts, int before, int beforeThat) {}

  /// The states made so far. A state is the place of its row in one table, which says by class of
  /// symbols what comes next: another state, as a negative number when a text may end there with a
  /// match, or [#UNKNOWN] or [#MATCH]. Threads read the table while it is written: what they do not
  /// see yet they ask for.
  private static final class States {
    static final int UNKNOWN = 0;
    static final int MATCH = -1;
    private static final int FIRST_ROWS = 64;

    private final int classes;
    private final Map<Key, Integer> places = new HashMap<>();
    private final List<Key> keys = new ArrayList<>();
    private volatile int[] table;

    States(int classes) {
      this.classes = classes;
      this.table = new int[FIRST_ROWS * classes];
    }

    /// The place of a state, new or known. The first row is nobody's: no place is UNKNOWN or MATCH.
    synchronized int place(Key key) {
      return places.computeIfAbsent(
          key,
          k -> {
            keys.add(k);
            int place = keys.size() * classes;
            if (place + classes > table.length) {
              table = Arrays.copyOf(table, 2 * table.length);
            }
            return place;
          });
    }

    /// The place of the state that was made first.
    int first() {
      return classes;
    }

    synchronized Key at(int place) {
      return keys.get(place / classes - 1);
    }

    synchronized int size() {
      return keys.size();
    }

    synchronized void set(int place, int symbolClass, int next) {
      table[place + symbolClass] = next;
    }
  }

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
    States fresh = new States(symbolOf.length);
    fresh.place(new Key(List.of(), Boundary.BLANK, Boundary.BLANK));
    return fresh;
  }

  /// Whether anything may be found in this text.
  boolean passes(CharSequence text) {
    States all = states;
    int[] table = all.table;
    int state = all.first();
    boolean accepts = false;
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
      int next = table[state + symbolClass];
      if (next == States.UNKNOWN) {
        if (++made > MOST_NEW_STATES) {
          return true;
        }
        next = make(all, state, symbolClass);
        table = all.table;
      }
      accepts = next < 0;
      if (accepts && next == States.MATCH) {
        return true;
      }
      state = accepts ? -next : next;
    }
    return accepts;
  }

  private int make(States all, int from, int symbolClass) {
    int next = next(all, all.at(from), symbolOf[symbolClass]);
    all.set(from, symbolClass, next);
    return next;
  }

  private int next(States all, Key from, int symbol) {
    List<Attempt> attempts = new ArrayList<>();
    for (Attempt attempt : from.attempts()) {
      Compiled recogniser = recognisers.get(attempt.recogniser());
      if (recogniser.automaton().accepts(attempt.state())
          && mayEnd(recogniser.recogniser().boundary(), symbol)) {
        return States.MATCH;
      }
      add(attempts, attempt.recogniser(), recogniser.automaton().next(attempt.state(), symbol));
    }
    for (int i = 0; i < recognisers.size(); i++) {
      Compiled recogniser = recognisers.get(i);
      if (recogniser.recogniser().boundary().opens(from.before(), from.beforeThat())) {
        add(attempts, i, recogniser.automaton().next(Automaton.START, symbol));
      }
    }
    int before = Boundary.like(symbol);
    int beforeThat = before == Boundary.JOINT ? from.before() : Boundary.BLANK;
    if (all.size() >= MOST_STATES && isCurrent(all)) {
      states = begin();
    }
    Key key = new Key(List.copyOf(attempts), before, beforeThat);
    int place = all.place(key);
    return accepts(key) ? -place : place;
  }

  @SuppressWarnings("ReferenceEquality") // not whether they hold the same
  private boolean isCurrent(States all) {
    return all == states;
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

  private boolean accepts(Key state) {
    return state.attempts().stream()
        .anyMatch(it -> recognisers.get(it.recogniser()).automaton().accepts(it.state()));
  }
}
