package io.sextant.sigma;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;

/// Finds which of many texts occur in a text, in one pass and without regard to case.
///
/// Texts are bytes of a [Projection]. The algorithm is Aho and Corasick's with a full transition
/// table. Only the first bytes of a long text are looked for: it may then be reported where it does
/// not occur.
final class LiteralAutomaton {
  /// Bytes of a text that are looked for; more add states, and rarely tell more.
  static final int MAX_LITERAL = 32;

  private static final Literal[] NOTHING = {};

  private final ByteClasses classes;
  private final int width;
  private final int[] next;
  private final int[][] found;

  /// By state, the texts of which it is to be kept where they stand.
  private final Literal[][] placed;

  /// @param literals folded bytes, not empty, each with the atom to report
  LiteralAutomaton(List<Literal> literals) {
    this.classes = new ByteClasses(literals.stream().map(Literal::bytes).toList());
    this.width = classes.count();
    Builder builder = new Builder();
    literals.forEach(builder::add);
    List<Integer> order = builder.link();
    this.found =
        order.stream()
            .map(builder.outputs::get)
            .map(all -> Arrays.stream(all).mapToInt(Literal::atom).toArray())
            .toArray(int[][]::new);
    this.placed =
        order.stream()
            .map(builder.outputs::get)
            .map(LiteralAutomaton::placed)
            .toArray(Literal[][]::new);
    this.next = arranged(builder.table, order);
  }

  /// The table with states in that order, so that those near the start, which are met most, lie
  /// together. A state that reports something is entered as its complement.
  private int[] arranged(int[] table, List<Integer> order) {
    int[] offsets = new int[order.size()];
    for (int i = 0; i < offsets.length; i++) {
      offsets[order.get(i)] = found[i].length > 0 ? ~(i * width) : i * width;
    }
    int[] arranged = new int[table.length];
    for (int i = 0; i < offsets.length; i++) {
      for (int c = 0; c < width; c++) {
        arranged[i * width + c] = offsets[table[order.get(i) * width + c] / width];
      }
    }
    return arranged;
  }

  private static Literal[] placed(Literal[] all) {
    List<Literal> placed =
        Arrays.stream(all).filter(one -> one.place() != Literal.NO_PLACE).toList();
    return placed.isEmpty() ? NOTHING : placed.toArray(Literal[]::new);
  }

  int states() {
    return found.length;
  }

  /// Reports every text that may occur in a value.
  ///
  /// @param met by state, the pass in which its texts were reported
  void scan(FieldValue value, int[] met, int pass, EventFrame frame) {
    byte[] bytes = value.bytes();
    int to = value.to();
    byte[] classOf = classes.table();
    int state = 0;
    for (int i = value.from(); i < to; i++) {
      state = next[state + (classOf[bytes[i] & 0xff] & 0xff)];
      if (state < 0) {
        state = ~state;
        int number = state / width;
        if (met[number] != pass) {
          met[number] = pass;
          for (int atom : found[number]) {
            frame.see(atom);
          }
        }
        for (Literal literal : placed[number]) {
          int length = Math.min(MAX_LITERAL, literal.bytes().length);
          frame.occurs(literal.place(), value.base() + i + 1 - length - value.from());
        }
      }
    }
  }

  /// States are kept as offsets into the table.
  private final class Builder {
    private int[] table = new int[width * 64];
    private int states = 1;
    private final List<Literal[]> outputs = new ArrayList<>();

    Builder() {
      outputs.add(NOTHING);
    }

    void add(Literal literal) {
      int state = 0;
      byte[] bytes = literal.bytes();
      for (int i = 0; i < Math.min(MAX_LITERAL, bytes.length); i++) {
        int slot = state + classes.of(bytes[i]);
        if (table[slot] == 0) {
          if ((states + 1) * width > table.length) {
            table = Arrays.copyOf(table, table.length * 2);
          }
          table[slot] = states++ * width;
          outputs.add(NOTHING);
        }
        state = table[slot];
      }
      Literal[] here = {literal};
      outputs.set(state / width, join(outputs.get(state / width), here));
    }

    private static Literal[] join(Literal[] a, Literal[] b) {
      if (b.length == 0) {
        return a;
      }
      if (a.length == 0) {
        return b;
      }
      Literal[] both = Arrays.copyOf(a, a.length + b.length);
      System.arraycopy(b, 0, both, a.length, b.length);
      return both;
    }

    /// Fills every missing transition with that of the longest suffix.
    ///
    /// @return the states, those nearest to the start first
    List<Integer> link() {
      List<Integer> order = new ArrayList<>(List.of(0));
      table = Arrays.copyOf(table, states * width);
      int[] suffix = new int[states];
      Queue<Integer> queue = new ArrayDeque<>();
      for (int c = 0; c < width; c++) {
        if (table[c] != 0) {
          queue.add(table[c]);
        }
      }
      while (!queue.isEmpty()) {
        int state = queue.remove();
        order.add(state / width);
        int fallback = suffix[state / width];
        outputs.set(state / width, join(outputs.get(state / width), outputs.get(fallback / width)));
        for (int c = 0; c < width; c++) {
          int target = table[state + c];
          if (target == 0) {
            table[state + c] = table[fallback + c];
          } else {
            suffix[target / width] = table[fallback + c];
            queue.add(target);
          }
        }
      }
      return order;
    }
  }
}
