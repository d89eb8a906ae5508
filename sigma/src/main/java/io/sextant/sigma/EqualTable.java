package io.sextant.sigma;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds whether a text is one of many, without regard to case.
final class EqualTable {
  private final @Nullable Literal[] table;

  /// By length, up to 63, whether there is such a text; longer ones share the last bit.
  private long lengths;

  /// @param literals folded bytes of a [Projection], each different
  EqualTable(List<Literal> literals) {
    this.table = new Literal[Integer.highestOneBit(Math.max(1, literals.size())) * 4];
    for (Literal literal : literals) {
      byte[] bytes = literal.bytes();
      lengths |= bit(bytes.length);
      int slot = KeyHash.folded(bytes, 0, bytes.length) & (table.length - 1);
      while (table[slot] != null) {
        slot = (slot + 1) & (table.length - 1);
      }
      table[slot] = literal;
    }
  }

  private static long bit(int length) {
    return 1L << Math.min(length, Long.SIZE - 1);
  }

  /// Reports every text that it is.
  void find(byte[] bytes, int from, int to, EventFrame frame) {
    if ((lengths & bit(to - from)) == 0) {
      return;
    }
    int slot = KeyHash.folded(bytes, from, to) & (table.length - 1);
    for (Literal literal = table[slot]; literal != null; literal = table[slot]) {
      if (isSame(literal.bytes(), bytes, from, to)) {
        frame.see(literal.atom());
      }
      slot = (slot + 1) & (table.length - 1);
    }
  }

  private static boolean isSame(byte[] folded, byte[] bytes, int from, int to) {
    if (folded.length != to - from) {
      return false;
    }
    for (int i = 0; i < folded.length; i++) {
      if (folded[i] != Projection.fold(bytes[from + i])) {
        return false;
      }
    }
    return true;
  }
}
