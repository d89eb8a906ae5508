package io.sextant.inspect.match;

/// A set of the 129 symbols that automata read: ASCII, and one symbol for everything else.
record Symbols(long low, long high, boolean other) {
  /// The symbol of every character outside ASCII.
  static final int OTHER = 128;

  static final int COUNT = 129;
  static final Symbols NONE = new Symbols(0, 0, false);

  static Symbols of(int symbol) {
    return symbol == OTHER
        ? new Symbols(0, 0, true)
        : symbol < 64
            ? new Symbols(1L << symbol, 0, false)
            : new Symbols(0, 1L << (symbol - 64), false);
  }

  static Symbols range(int first, int last) {
    Symbols all = NONE;
    for (int symbol = first; symbol <= last; symbol++) {
      all = all.or(of(symbol));
    }
    return all;
  }

  Symbols or(Symbols that) {
    return new Symbols(low | that.low, high | that.high, other || that.other);
  }

  Symbols not() {
    return new Symbols(~low, ~high, !other);
  }

  boolean has(int symbol) {
    if (symbol == OTHER) {
      return other;
    }
    return ((symbol < 64 ? low >>> symbol : high >>> (symbol - 64)) & 1) != 0;
  }

  /// The same symbols with both cases of every letter.
  Symbols withBothCases() {
    Symbols both = this;
    for (int c = 'a'; c <= 'z'; c++) {
      int upper = c - 32;
      if (has(c) || has(upper)) {
        both = both.or(of(c)).or(of(upper));
      }
    }
    return both;
  }
}
