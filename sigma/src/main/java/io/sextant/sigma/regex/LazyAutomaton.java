package io.sextant.sigma.regex;

import io.sextant.sigma.regex.RegexProgram.Step;
import io.sextant.sigma.regex.RegexTree.Assertion;
import java.util.Arrays;
import java.util.HashMap;
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

  /// Transitions are published by a race that does no harm: what a state has in final fields is
  /// seen by all, and one that another thread does not see yet is only looked up again.
  private static final class State {
    private final int[] instructions;
    private final Kind before;
    private final @Nullable State[] next;

    State(int[] instructions, Kind before, int classes) {
      this.instructions = instructions;
      this.before = before;
      this.next = new State[classes];
    }
  }

  /// What makes two states the same.
  private static final class Key {
    private final int[] instructions;
    private final Kind before;
    private final int hash;

    Key(int[] instructions, Kind before) {
      this.instructions = instructions;
      this.before = before;
      this.hash = 31 * Arrays.hashCode(instructions) + before.ordinal();
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key
          && before == key.before
          && Arrays.equals(instructions, key.instructions);
    }
  }

  /// The states made so far.
  private static final class Cache {
    private final Map<Key, State> states = new HashMap<>();
    private final @Nullable State[] starts = new State[Kind.values().length];
  }

  private static final State FOUND = new State(new int[0], Kind.OTHER, 0);
  private static final State DEAD = new State(new int[0], Kind.OTHER, 0);

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
    State state = start(at == from ? -1 : ascii[at - 1]);
    if (state == FOUND) {
      return ~0;
    }
    int[] classOf = program.classOfAscii();
    int limit = (int) Math.min(to, (long) at + most);
    for (int i = at; i < limit; i++) {
      int c = classOf[ascii[i]];
      State next = state.next[c];
      if (next == null) {
        next = step(state, c);
      }
      if (next == FOUND) {
        return ~(i + 1 - at);
      }
      if (next == DEAD) {
        return i + 1 - at;
      }
      state = next;
    }
    return limit == to && endsIn(state) ? ~(to - at) : limit - at;
  }

  /// The same of any text.
  public int run(String text, int at, int most) {
    State state = start(at == 0 ? -1 : text.codePointBefore(at));
    if (state == FOUND) {
      return ~0;
    }
    int to = text.length();
    int limit = (int) Math.min(to, (long) at + most);
    for (int i = at; i < limit; ) {
      int character = text.codePointAt(i);
      i += Character.charCount(character);
      int c = character < 128 ? program.classOfAscii()[character] : program.classOf(character);
      State next = state.next[c];
      if (next == null) {
        next = step(state, c);
      }
      if (next == FOUND) {
        return ~(i - at);
      }
      if (next == DEAD) {
        return i - at;
      }
      state = next;
    }
    return limit == to && endsIn(state) ? ~(to - at) : limit - at;
  }

  private boolean endsIn(State state) {
    if (!asserts) {
      return false;
    }
    State last = state.next[end];
    return (last == null ? step(state, end) : last) == FOUND;
  }

  /// @param character the one before; negative when there is none
  private State start(int character) {
    Kind before = character < 0 ? edge() : kind(character);
    State start = cache.starts[before.ordinal()];
    return start == null ? makeStart(before) : start;
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

  private synchronized State makeStart(Kind before) {
    begin();
    State start = reach(program.start()) ? FOUND : state(before);
    cache.starts[before.ordinal()] = start;
    return start;
  }

  /// Where a state leads to; notes it.
  private synchronized State step(State state, int c) {
    State next = stepped(state, c);
    state.next[c] = next;
    return next;
  }

  private State stepped(State state, int c) {
    Kind behind = c == end ? Kind.EDGE : kind(program.example(c));
    int[] here = state.instructions;
    if (asserts) {
      begin();
      for (int instruction : here) {
        if (reach(instruction, state.before, behind)) {
          return FOUND;
        }
      }
      here = Arrays.copyOf(reached, size);
    }
    if (c == end) {
      return DEAD;
    }
    begin();
    for (int instruction : here) {
      boolean takes = program.step(instruction) == Step.TAKE && program.takes(instruction, c);
      if (takes && reach(program.next(instruction))) {
        return FOUND;
      }
    }
    if (floating && reach(program.start())) {
      return FOUND;
    }
    return size == 0 ? DEAD : state(behind);
  }

  private void begin() {
    size = 0;
    if (stack.length == 0) {
      stack = new int[program.size() * 2 + 2];
      reached = new int[program.size()];
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
  private State state(Kind before) {
    int[] instructions = Arrays.copyOf(reached, size);
    Arrays.sort(instructions);
    Key key = new Key(instructions, before);
    Map<Key, State> states = cache.states;
    State known = states.get(key);
    if (known == null) {
      known = new State(instructions, before, program.classes() + 1);
      room.take(instructions.length + program.classes() + STATE_OVERHEAD);
      states.put(key, known);
    }
    return known;
  }
}
