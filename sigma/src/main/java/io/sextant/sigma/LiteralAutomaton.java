package io.sextant.sigma;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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

  /// By state and class, the state that follows, as an offset into the table; the complement of the
  /// number of a report when it is a state that reports something.
  private final int[] next;

  /// By report, its state.
  private final int[] stateOf;

  /// By report, the atoms of its texts.
  private final int[][] found;

  /// By report, where its texts begin among those of which it is kept where they stand; one more
  /// for where the last end.
  private final int[] firstPlaced;

  private final int[] placed;

  /// How many bytes before the last that is looked for a text of those begins.
  private final int[] back;

  /// @param literals folded bytes, not empty, each with the atom to report
  LiteralAutomaton(List<Literal> literals) {
    this.classes = new ByteClasses(literals.stream().map(Literal::bytes).toList());
    this.width = classes.count();
    Builder builder = new Builder();
    literals.forEach(builder::add);
    int[] order = builder.link();
    int[] reporting =
        IntStream.range(0, order.length)
            .filter(i -> builder.outputs.get(order[i]).length > 0)
            .toArray();
    List<Literal[]> reported =
        IntStream.of(reporting).mapToObj(i -> builder.outputs.get(order[i])).toList();
    this.stateOf = IntStream.of(reporting).map(i -> i * width).toArray();
    this.found =
        reported.stream()
            .map(all -> Arrays.stream(all).mapToInt(Literal::atom).toArray())
            .toArray(int[][]::new);
    this.next = arranged(builder.table, order, reporting);
    this.firstPlaced = new int[reported.size() + 1];
    List<Literal> kept = new ArrayList<>();
    for (int report = 0; report < reported.size(); report++) {
      for (Literal literal : reported.get(report)) {
        if (literal.place() != Literal.NO_PLACE) {
          kept.add(literal);
        }
      }
      firstPlaced[report + 1] = kept.size();
    }
    this.placed = kept.stream().mapToInt(Literal::place).toArray();
    this.back = kept.stream().mapToInt(literal -> searched(literal) - 1).toArray();
  }

  /// How many bytes of a text are looked for.
  private static int searched(Literal literal) {
    return Math.min(MAX_LITERAL, literal.bytes().length);
  }

  /// The table with states in that order, so that those near the start, which are met most, lie
  /// together.
  ///
  /// @param reporting by report, its place in the order
  private int[] arranged(int[] table, int[] order, int[] reporting) {
    int[] entries = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      entries[order[i]] = i * width;
    }
    for (int report = 0; report < reporting.length; report++) {
      entries[order[reporting[report]]] = ~report;
    }
    int[] arranged = new int[order.length * width];
    for (int i = 0; i < order.length; i++) {
      for (int c = 0; c < width; c++) {
        arranged[i * width + c] = entries[table[order[i] * width + c] / width];
      }
    }
    return arranged;
  }

  /// How many states report something; a search keeps of each what was reported.
  int reports() {
    return found.length;
  }

  /// Reports every text that may occur in a value.
  ///
  /// @param met by report, the pass in which its texts were reported
  void scan(FieldValue value, int[] met, int pass, EventFrame frame) {
    byte[] bytes = value.bytes();
    int from = value.from();
    int to = value.to();
    byte[] classOf = classes.table();
    int state = 0;
    for (int i = from; i < to; i++) {
      state = next[state + (classOf[bytes[i] & 0xff] & 0xff)];
      if (state < 0) {
        int report = ~state;
        state = stateOf[report];
        if (met[report] != pass) {
          met[report] = pass;
          for (int atom : found[report]) {
            frame.see(atom);
          }
        }
        int end = firstPlaced[report + 1];
        for (int k = firstPlaced[report]; k < end; k++) {
          frame.occurs(placed[k], value.base() + i - from - back[k]);
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
      for (int i = 0; i < searched(literal); i++) {
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
    int[] link() {
      int[] order = new int[states];
      int[] suffix = new int[states];
      int known = 1;
      for (int done = 0; done < known; done++) {
        int state = order[done];
        int fallback = suffix[state];
        outputs.set(state, join(outputs.get(state), outputs.get(fallback)));
        for (int c = 0; c < width; c++) {
          int slot = state * width + c;
          int other = state == 0 ? 0 : table[fallback * width + c];
          if (table[slot] == 0) {
            table[slot] = other;
          } else {
            suffix[table[slot] / width] = other / width;
            order[known++] = table[slot] / width;
          }
        }
      }
      return order;
    }
  }
}
