package io.sextant.sigma;

import java.util.Arrays;
import java.util.List;

/// Finds which of many texts a text starts with, or ends with, without regard to case. Looks no
/// further than to the first byte that none of them has.
final class EndTrie {
  private final boolean fromEnd;
  private final ByteClasses classes;
  private final int width;

  /// Where to go; 0 is nowhere, and a state that reports something is entered as its complement.
  private final int[] table;

  /// By state, the atoms of the texts that end there.
  private final int[][] found;

  /// @param literals folded bytes of a [Projection], not empty
  /// @param fromEnd whether the ends of texts are looked at
  EndTrie(List<Literal> literals, boolean fromEnd) {
    this.fromEnd = fromEnd;
    this.classes = new ByteClasses(literals.stream().map(Literal::bytes).toList());
    this.width = classes.count();
    LiteralTrie trie = new LiteralTrie(classes);
    literals.forEach(literal -> trie.add(literal, literal.bytes().length, fromEnd));
    this.table = new int[trie.states() * width];
    this.found = new int[trie.states()][];
    for (int state = 0; state < trie.states(); state++) {
      found[state] = Arrays.stream(trie.ending(state)).mapToInt(Literal::atom).toArray();
      for (int child = trie.firstChild(state); child != 0; child = trie.nextChild(child)) {
        int entry = child * width;
        table[state * width + trie.byteClass(child)] =
            trie.ending(child).length > 0 ? ~entry : entry;
      }
    }
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
