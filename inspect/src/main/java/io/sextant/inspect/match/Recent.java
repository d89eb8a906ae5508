package io.sextant.inspect.match;

import java.util.Arrays;

/// The last characters of a text with their places; characters are numbered from 0.
final class Recent {
  /// Every stream under way holds one, and few matches are longer.
  private static final int FIRST_SIZE = 128;

  private char[] symbols = new char[FIRST_SIZE];
  private long[] starts = new long[FIRST_SIZE];
  private long[] ends = new long[FIRST_SIZE];
  private int first;
  private int size;

  int add(int symbol, long from, long to) {
    if (size == symbols.length) {
      symbols = Arrays.copyOf(symbols, size * 2);
      starts = Arrays.copyOf(starts, size * 2);
      ends = Arrays.copyOf(ends, size * 2);
    }
    symbols[size] = symbol == Symbols.OTHER ? '\uFFFD' : (char) symbol;
    starts[size] = from;
    ends[size] = to;
    return first + size++;
  }

  /// The number of the character after the last.
  int end() {
    return first + size;
  }

  long from(int index) {
    return starts[index - first];
  }

  long to(int index) {
    return ends[index - first];
  }

  String text(int from, int to) {
    return new String(symbols, from - first, to - from);
  }

  boolean full() {
    return size == symbols.length;
  }

  /// Frees what stands before `index`, when that is at least half.
  void forgetBefore(int index) {
    int gone = index - first;
    if (gone * 2 < size) {
      return;
    }
    size -= gone;
    System.arraycopy(symbols, gone, symbols, 0, size);
    System.arraycopy(starts, gone, starts, 0, size);
    System.arraycopy(ends, gone, ends, 0, size);
    first = index;
  }
}
