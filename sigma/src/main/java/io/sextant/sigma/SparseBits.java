package io.sextant.sigma;

/// A set of small numbers of which few are in it: clearing it and going through it take time for
/// those, not for all that could be.
final class SparseBits {
  /// Some words of a set.
  static final class Part {
    static final Part EMPTY = new Part(new int[0], new long[0]);

    private final int[] numbers;
    private final long[] bits;

    private Part(int[] numbers, long[] bits) {
      this.numbers = numbers;
      this.bits = bits;
    }

    /// In bytes.
    int size() {
      return (Integer.BYTES + Long.BYTES) * numbers.length;
    }
  }

  private final long[] words;

  /// A bit for each word that is not zero.
  private final long[] used;

  SparseBits(int size) {
    this.words = new long[(size + 63) >> 6];
    this.used = new long[(words.length + 63) >> 6];
  }

  /// Adds a number.
  ///
  /// @return whether it was not there
  boolean set(int number) {
    int word = number >> 6;
    long bit = 1L << number;
    long before = words[word];
    if ((before & bit) != 0) {
      return false;
    }
    words[word] = before | bit;
    used[word >> 6] |= 1L << word;
    return true;
  }

  void clear() {
    for (int i = 0; i < used.length; i++) {
      for (long left = used[i]; left != 0; left &= left - 1) {
        words[(i << 6) + Long.numberOfTrailingZeros(left)] = 0;
      }
      used[i] = 0;
    }
  }

  /// The first number in it from a number on; more than any can be when there is none.
  int next(int from) {
    int word = from >> 6;
    if (word >= words.length) {
      return Integer.MAX_VALUE;
    }
    long here = words[word] & -1L << from;
    if (here != 0) {
      return (word << 6) + Long.numberOfTrailingZeros(here);
    }
    int group = word >> 6;
    long left = used[group] & -2L << word;
    while (left == 0) {
      if (++group == used.length) {
        return Integer.MAX_VALUE;
      }
      left = used[group];
    }
    int found = (group << 6) + Long.numberOfTrailingZeros(left);
    return (found << 6) + Long.numberOfTrailingZeros(words[found]);
  }

  /// What is in it now, to be added again.
  Part part() {
    int size = 0;
    for (long group : used) {
      size += Long.bitCount(group);
    }
    int[] numbers = new int[size];
    long[] bits = new long[size];
    int next = 0;
    for (int group = 0; group < used.length; group++) {
      for (long left = used[group]; left != 0; left &= left - 1) {
        int word = (group << 6) + Long.numberOfTrailingZeros(left);
        numbers[next] = word;
        bits[next++] = words[word];
      }
    }
    return new Part(numbers, bits);
  }

  void add(Part part) {
    for (int i = 0; i < part.numbers.length; i++) {
      int word = part.numbers[i];
      words[word] |= part.bits[i];
      used[word >> 6] |= 1L << word;
    }
  }

  /// The bits, 64 in a word.
  long[] words() {
    return words;
  }

  /// The words that are not zero, as bits.
  long[] used() {
    return used;
  }
}
