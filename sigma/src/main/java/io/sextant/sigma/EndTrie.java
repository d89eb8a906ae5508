package io.sextant.sigma;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Finds which of many texts a text starts with, or ends with, without regard to case. Looks no
/// further than to the first byte that none of them has.
final class EndTrie {
  private static final int[] NOTHING = {};

  private final boolean fromEnd;
  private final ByteClasses classes;
  private final int width;

  /// Where to go; 0 is nowhere, and a state that reports something is entered as its complement.
  private int[] table;

  private int states = 1;
  private final List<int[]> outputs = new ArrayList<>(List.of(NOTHING));
  private final int[][] found;

  /// @param literals folded bytes of a [Projection], not empty
  /// @param fromEnd whether the ends of texts are looked at
  EndTrie(List<Literal> literals, boolean fromEnd) {
    this.fromEnd = fromEnd;
    this.classes = new ByteClasses(literals.stream().map(Literal::bytes).toList());
    this.width = classes.count();
    this.table = new int[width * 16];
    literals.forEach(this::add);
    this.table = Arrays.copyOf(table, states * width);
    this.found = outputs.toArray(int[][]::new);
    for (int i = 0; i < table.length; i++) {
      if (found[table[i] / width].length > 0) {
        table[i] = ~table[i];
      }
    }
    outputs.clear();
  }

  private void add(Literal literal) {
    byte[] bytes = literal.bytes();
    int state = 0;
    for (int i = 0; i < bytes.length; i++) {
      int slot = state + classes.of(bytes[fromEnd ? bytes.length - 1 - i : i]);
      if (table[slot] == 0) {
        if ((states + 1) * width > table.length) {
          table = Arrays.copyOf(table, table.length * 2);
        }
        table[slot] = states++ * width;
        outputs.add(NOTHING);
      }
      state = table[slot];
    }
    int[] here = outputs.get(state / width);
    int[] more = Arrays.copyOf(here, here.length + 1);
    more[here.length] = literal.atom();
    outputs.set(state / width, more);
  }

  /// Reports every text that stands at the end looked at.
  void scan(byte[] bytes, int from, int to, EventFrame frame) {
    byte[] classOf = classes.table();
    int step = fromEnd ? -1 : 1;
    int at = fromEnd ? to - 1 : from;
    int state = 0;
    for (int left = to - from; left > 0; left--, at += step) {
      int c = classOf[bytes[at] & 0xff] & 0xff;
      state = c == 0 ? 0 : table[state + c];
      if (state == 0) {
        return;
      }
      if (state < 0) {
        state = ~state;
        for (int atom : found[state / width]) {
          frame.see(atom);
        }
      }
    }
  }
}
