package io.sextant.inspect.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A deterministic automaton: what may follow is one look into a table, so a match can stop at any
/// character and go on later. Built by subsets from [Shape]; immutable.
final class Automaton {
  /// The state from which nothing can match any more.
  static final int DEAD = 0;

  static final int START = 1;
  private static final int MAX_STATES = 30_000;

  private final byte[] classOf;
  private final int classes;
  private final int[] next;
  private final boolean[] accepting;

  private Automaton(byte[] classOf, int classes, int[] next, boolean[] accepting) {
    this.classOf = classOf;
    this.classes = classes;
    this.next = next;
    this.accepting = accepting;
  }

  /// @throws IllegalArgumentException when the expression is wrong or needs too many states
  static Automaton of(String expression) {
    return new Builder().build(ShapeParser.parse(expression), expression);
  }

  int next(int state, int symbol) {
    return next[state * classes + classOf[symbol]];
  }

  /// Symbols of one class lead from every state to the same.
  int classOf(int symbol) {
    return classOf[symbol];
  }

  boolean accepts(int state) {
    return accepting[state];
  }

  int states() {
    return accepting.length;
  }

  /// Thompson's machine first, then its subsets.
  private static final class Builder {
    private final List<Symbols> moves = new ArrayList<>();
    private final List<Integer> targets = new ArrayList<>();
    private final List<int[]> free = new ArrayList<>();

    private int state() {
      moves.add(Symbols.NONE);
      targets.add(-1);
      free.add(new int[0]);
      return moves.size() - 1;
    }

    private void link(int from, int to) {
      int[] old = free.get(from);
      int[] more = Arrays.copyOf(old, old.length + 1);
      more[old.length] = to;
      free.set(from, more);
    }

    /// Adds the machine of `shape` after `from`; returns its last state.
    private int add(Shape shape, int from) {
      return switch (shape) {
        case Shape.One(Symbols symbols) -> {
          int start = state();
          int end = state();
          link(from, start);
          moves.set(start, symbols);
          targets.set(start, end);
          yield end;
        }
        case Shape.Sequence(List<Shape> parts) -> {
          int at = from;
          for (Shape part : parts) {
            at = add(part, at);
          }
          yield at;
        }
        case Shape.Choice(List<Shape> options) -> {
          int end = state();
          for (Shape option : options) {
            link(add(option, from), end);
          }
          yield end;
        }
        case Shape.Repeat repeat -> addRepeat(repeat, from);
      };
    }

    private int addRepeat(Shape.Repeat repeat, int from) {
      int at = from;
      for (int i = 0; i < repeat.least(); i++) {
        at = add(repeat.part(), at);
      }
      int end = state();
      if (repeat.most() == Shape.UNBOUNDED) {
        int loop = state();
        link(at, loop);
        link(add(repeat.part(), loop), loop);
        link(loop, end);
        return end;
      }
      link(at, end);
      for (int i = repeat.least(); i < repeat.most(); i++) {
        at = add(repeat.part(), at);
        link(at, end);
      }
      return end;
    }

    private Automaton build(Shape shape, String expression) {
      int start = state();
      int last = add(shape, start);
      byte[] classOf = classes();
      int classes = 0;
      for (byte c : classOf) {
        classes = Math.max(classes, c + 1);
      }
      int[] sample = new int[classes];
      for (int symbol = 0; symbol < Symbols.COUNT; symbol++) {
        sample[classOf[symbol]] = symbol;
      }
      Map<BitSet, Integer> numbers = new HashMap<>();
      List<BitSet> sets = new ArrayList<>();
      List<int[]> rows = new ArrayList<>();
      number(new BitSet(), numbers, sets);
      number(closure(BitSet.valueOf(new long[0]), start), numbers, sets);
      for (int i = 0; i < sets.size(); i++) {
        int[] row = new int[classes];
        for (int c = 0; c < classes; c++) {
          row[c] = number(step(sets.get(i), sample[c]), numbers, sets);
        }
        rows.add(row);
        if (sets.size() > MAX_STATES) {
          throw new IllegalArgumentException(
              "expression '" + expression + "' needs more than " + MAX_STATES + " states");
        }
      }
      int[] next = new int[rows.size() * classes];
      boolean[] accepting = new boolean[rows.size()];
      for (int i = 0; i < rows.size(); i++) {
        System.arraycopy(rows.get(i), 0, next, i * classes, classes);
        accepting[i] = sets.get(i).get(last);
      }
      return new Automaton(classOf, classes, next, accepting);
    }

    private static int number(BitSet set, Map<BitSet, Integer> numbers, List<BitSet> sets) {
      Integer known = numbers.putIfAbsent(set, sets.size());
      if (known != null) {
        return known;
      }
      sets.add(set);
      return sets.size() - 1;
    }

    private BitSet step(BitSet from, int symbol) {
      BitSet to = new BitSet();
      for (int s = from.nextSetBit(0); s >= 0; s = from.nextSetBit(s + 1)) {
        if (targets.get(s) >= 0 && moves.get(s).has(symbol)) {
          closure(to, targets.get(s));
        }
      }
      return to;
    }

    private BitSet closure(BitSet set, int state) {
      if (!set.get(state)) {
        set.set(state);
        for (int to : free.get(state)) {
          closure(set, to);
        }
      }
      return set;
    }

    /// Symbols that no move tells apart share a class.
    private byte[] classes() {
      Map<List<Boolean>, Integer> known = new HashMap<>();
      List<Symbols> distinct = moves.stream().distinct().toList();
      byte[] classOf = new byte[Symbols.COUNT];
      for (int symbol = 0; symbol < Symbols.COUNT; symbol++) {
        int s = symbol;
        List<Boolean> signature = distinct.stream().map(m -> m.has(s)).toList();
        Integer number = known.putIfAbsent(signature, known.size());
        classOf[symbol] = (byte) (number == null ? known.size() - 1 : number);
      }
      return classOf;
    }
  }
}
