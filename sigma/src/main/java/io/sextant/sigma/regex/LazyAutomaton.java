package io.sextant.sigma.regex;

import io.sextant.sigma.regex.RegexProgram.Step;
import io.sextant.sigma.regex.RegexTree.Assertion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds out whether an expression occurs in a text, in time linear in the text, by a deterministic
/// automaton of which states are made when they are first reached. Thread-safe.
///
/// A state stands for the instructions that a match may be at, and the kind of character before.
/// Assertions are looked at when the next character is known.
@SuppressWarnings("EnumOrdinal") // indexes arrays within one run of this process only
public final class LazyAutomaton {
  /// What stands before or behind a place. Kinds that the expression does not tell apart are
  /// `OTHER`.
  private enum Kind {
    EDGE,
    NEWLINE,
    WORD,
    OTHER
  }

  /// What makes two states the same: the instructions, and at the end the kind before.
  private static final class Key {
    private final int[] numbers;
    private final int hash;

    Key(int[] numbers) {
      this.numbers = numbers;
      this.hash = Arrays.hashCode(numbers);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && Arrays.equals(numbers, key.numbers);
    }
  }

  /// The states made so far, each by the offset of its row in a table. Rows are filled in by a race
  /// that does no harm: an entry that another thread does not see yet is only worked out again, and
  /// one that it sees leads to a row of the same table.
  private static final class Cache {
    private final Map<Key, Integer> states = new HashMap<>();
    private final List<Key> keys = new ArrayList<>();
    private final int[] starts = new int[KINDS.length];
    private volatile int[] table = {};
  }

  private static final Kind[] KINDS = Kind.values();
  private static final int FIRST_STATES = 8;

  /// Entries of the table that are no state: one that was not worked out, and the two that end a
  /// run. The offsets of states are greater.
  private static final int UNKNOWN = 0;

  private static final int FOUND = -1;
  private static final int DEAD = -2;

  private static final int STATE_OVERHEAD = 24;

  private final RegexProgram program;
  private final StateRoom room;
  private final boolean floating;
  private final boolean tellsWords;
  private final boolean tellsLines;
  private final boolean tellsEdges;
  private final boolean asserts;

  /// The class of what stands behind the end of a text.
  private final int end;

  /// How many entries a state has.
  private final int width;

  private volatile Cache cache = new Cache();

  /// Instructions reached, as a stack; by instruction, when it was reached last.
  private int[] stack = {};

  private int[] reached = {};
  private int[] visited = {};
  private int size;
  private int visit;

  /// @param floating whether a match may start anywhere, rather than only where a run starts
  private LazyAutomaton(RegexProgram program, StateRoom room, boolean floating) {
    this.program = program;
    this.room = room;
    this.floating = floating;
    this.tellsWords = program.needs(Assertion.WORD_EDGE) || program.needs(Assertion.NO_WORD_EDGE);
    this.tellsLines = program.needs(Assertion.LINE_START) || program.needs(Assertion.LINE_END);
    this.tellsEdges = tellsLines || program.needs(Assertion.TEXT_START);
    this.asserts = tellsWords || tellsEdges || program.needs(Assertion.TEXT_END);
    this.end = program.classes();
    this.width = program.classes() + 1;
    room.add(this);
  }

  /// Automata that find an expression anywhere, and where a run starts.
  public record Pair(LazyAutomaton anywhere, LazyAutomaton here) {}

  /// The automata of an expression.
  ///
  /// @param tree known
  public static Pair of(RegexTree tree, StateRoom room) {
    RegexProgram program = new RegexProgram(tree);
    return new Pair(
        new LazyAutomaton(program, room, true), new LazyAutomaton(program, room, false));
  }

  /// Forgets all states. Takes no lock: what is made meanwhile may be kept or forgotten.
  void drop() {
    cache = new Cache();
  }

  /// Whether it occurs in a text of ASCII.
  ///
  /// @param from where the text starts
  /// @param at where to start in the text
  /// @param most how many characters may be looked at
  /// @return how many characters were looked at; the complement of it when it was found
  public int run(byte[] ascii, int from, int to, int at, int most) {
    Cache states = cache;
    int state = start(states, at == from ? -1 : ascii[at - 1]);
    if (state < 0) {
      return state == FOUND ? ~0 : 0;
    }
    int[] classOf = program.classOfAscii();
    int[] table = states.table;
    int limit = (int) Math.min(to, (long) at + most);
    for (int i = at; i < limit; i++) {
      int c = classOf[ascii[i]];
      int next = table[state + c];
      if (next <= 0) {
        if (next == UNKNOWN) {
          next = step(states, state, c);
          table = states.table;
        }
        if (next < 0) {
          return next == FOUND ? ~(i + 1 - at) : i + 1 - at;
        }
      }
      state = next;
    }
    return limit == to && endsIn(states, state) ? ~(to - at) : limit - at;
  }

  /// The same of any text.
  public int run(String text, int at, int most) {
    Cache states = cache;
    int state = start(states, at == 0 ? -1 : text.codePointBefore(at));
    if (state < 0) {
      return state == FOUND ? ~0 : 0;
    }
    int to = text.length();
    int limit = (int) Math.min(to, (long) at + most);
    for (int i = at; i < limit; ) {
      int character = text.codePointAt(i);
      i += Character.charCount(character);
      int c = character < 128 ? program.classOfAscii()[character] : program.classOf(character);
      int next = states.table[state + c];
      if (next == UNKNOWN) {
        next = step(states, state, c);
      }
      if (next < 0) {
        return next == FOUND ? ~(i - at) : i - at;
      }
      state = next;
    }
    return limit == to && endsIn(states, state) ? ~(to - at) : limit - at;
  }

  private boolean endsIn(Cache states, int state) {
    if (!asserts) {
      return false;
    }
    int last = states.table[state + end];
    return (last == UNKNOWN ? step(states, state, end) : last) == FOUND;
  }

  /// @param character the one before; negative when there is none
  private int start(Cache states, int character) {
    Kind before = character < 0 ? edge() : kind(character);
    int start = states.starts[before.ordinal()];
    return start == UNKNOWN ? makeStart(states, before) : start;
  }

  private Kind edge() {
    return tellsEdges ? Kind.EDGE : Kind.OTHER;
  }

  private Kind kind(int character) {
    if (tellsWords && CharSet.isWord(character)) {
      return Kind.WORD;
    }
    return tellsLines && character == '\n' ? Kind.NEWLINE : Kind.OTHER;
  }

  private synchronized int makeStart(Cache states, Kind before) {
    begin();
    int start = reach(program.start()) ? FOUND : state(states, before);
    states.starts[before.ordinal()] = start;
    return start;
  }

  /// Where a state leads to; notes it.
  private synchronized int step(Cache states, int state, int c) {
    int next = stepped(states, state, c);
    states.table[state + c] = next;
    return next;
  }

  private int stepped(Cache states, int state, int c) {
    Kind behind = c == end ? Kind.EDGE : kind(program.example(c));
    int[] here = states.keys.get(state / width - 1).numbers;
    int count = here.length - 1;
    if (asserts) {
      Kind before = KINDS[here[count]];
      begin();
      for (int i = 0; i < count; i++) {
        if (reach(here[i], before, behind)) {
          return FOUND;
        }
      }
      here = Arrays.copyOf(reached, size);
      count = size;
    }
    if (c == end) {
      return DEAD;
    }
    begin();
    for (int i = 0; i < count; i++) {
      int at = here[i];
      boolean takes = program.step(at) == Step.TAKE && program.takes(at, c);
      if (takes && reach(program.next(at))) {
        return FOUND;
      }
    }
    if (floating && reach(program.start())) {
      return FOUND;
    }
    return size == 0 ? DEAD : state(states, behind);
  }

  private void begin() {
    size = 0;
    if (stack.length == 0) {
      stack = new int[program.size() * 2 + 2];
      reached = new int[program.size() + 1];
      visited = new int[program.size()];
    }
    if (++visit == Integer.MAX_VALUE) {
      Arrays.fill(visited, 0);
      visit = 1;
    }
  }

  /// Adds what is reached from an instruction without looking at assertions.
  ///
  /// @return whether a match ends here
  private boolean reach(int instruction) {
    return reach(instruction, Kind.OTHER, Kind.OTHER, false);
  }

  private boolean reach(int instruction, Kind before, Kind behind) {
    return reach(instruction, before, behind, true);
  }

  private boolean reach(int instruction, Kind before, Kind behind, boolean looks) {
    int depth = 0;
    stack[depth++] = instruction;
    while (depth > 0) {
      int at = stack[--depth];
      if (visited[at] == visit) {
        continue;
      }
      visited[at] = visit;
      switch (program.step(at)) {
        case TAKE -> reached[size++] = at;
        case FOUND -> {
          return true;
        }
        case FORK -> {
          stack[depth++] = program.next(at);
          stack[depth++] = program.other(at);
        }
        case ASSERT -> {
          if (!looks) {
            reached[size++] = at;
          } else if (holds(program.assertion(at), before, behind)) {
            stack[depth++] = program.next(at);
          }
        }
      }
    }
    return false;
  }

  private static boolean holds(Assertion assertion, Kind before, Kind behind) {
    return switch (assertion) {
      case NOTHING -> true;
      case TEXT_START -> before == Kind.EDGE;
      case TEXT_END -> behind == Kind.EDGE;
      case LINE_START -> before == Kind.EDGE || before == Kind.NEWLINE;
      case LINE_END -> behind == Kind.EDGE || behind == Kind.NEWLINE;
      case WORD_EDGE -> (before == Kind.WORD) != (behind == Kind.WORD);
      case NO_WORD_EDGE -> (before == Kind.WORD) == (behind == Kind.WORD);
    };
  }

  /// The state for the instructions reached.
  private int state(Cache states, Kind before) {
    int[] numbers = Arrays.copyOf(reached, size + 1);
    Arrays.sort(numbers, 0, size);
    numbers[size] = before.ordinal();
    Key key = new Key(numbers);
    Integer known = states.states.get(key);
    return known == null ? add(states, key) : known;
  }

  private int add(Cache states, Key key) {
    states.keys.add(key);
    int state = states.keys.size() * width;
    states.states.put(key, state);
    if (state + width > states.table.length) {
      states.table = Arrays.copyOf(states.table, Math.max(FIRST_STATES, state / width * 2) * width);
    }
    room.take(key.numbers.length + width + STATE_OVERHEAD);
    return state;
  }
}
