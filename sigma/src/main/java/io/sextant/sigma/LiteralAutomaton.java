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
    LiteralTrie trie = new LiteralTrie(classes);
    literals.forEach(literal -> trie.add(literal, searched(literal), false));
    this.next = new int[trie.states() * width];
    Literal[][] outputs = link(trie);
    int[] reporting =
        IntStream.range(0, outputs.length).filter(i -> outputs[i].length > 0).toArray();
    this.stateOf = IntStream.of(reporting).map(i -> i * width).toArray();
    this.found =
        IntStream.of(reporting)
            .mapToObj(i -> Arrays.stream(outputs[i]).mapToInt(Literal::atom).toArray())
            .toArray(int[][]::new);
    markReports(outputs.length, reporting);
    this.firstPlaced = new int[reporting.length + 1];
    List<Literal> kept = new ArrayList<>();
    for (int report = 0; report < reporting.length; report++) {
      for (Literal literal : outputs[reporting[report]]) {
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

  /// Fills the table, every missing transition with that of the longest suffix. States are put in
  /// the order of their distance from the start, so that those that are met most lie together.
  ///
  /// @return by state, what it reports
  private Literal[][] link(LiteralTrie trie) {
    Literal[][] outputs = new Literal[trie.states()][];
    int[] order = new int[trie.states()];
    int[] suffix = new int[trie.states()];
    int known = 1;
    for (int state = 0; state < known; state++) {
      int row = state * width;
      int fallback = suffix[state];
      Literal[] own = trie.ending(order[state]);
      outputs[state] = state == 0 ? own : join(own, outputs[fallback]);
      System.arraycopy(next, fallback * width, next, row, width);
      for (int child = trie.firstChild(order[state]); child != 0; child = trie.nextChild(child)) {
        int slot = row + trie.byteClass(child);
        order[known] = child;
        suffix[known] = next[slot] / width;
        next[slot] = known * width;
        known++;
      }
    }
    return outputs;
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

  /// Turns transitions to states that report something into those of their reports.
  private void markReports(int states, int[] reporting) {
    int[] entries = IntStream.range(0, states).map(i -> i * width).toArray();
    for (int report = 0; report < reporting.length; report++) {
      entries[reporting[report]] = ~report;
    }
    for (int i = 0; i < next.length; i++) {
      next[i] = entries[next[i] / width];
    }
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
}
