package io.sextant.sigma;

import java.util.Arrays;

/// Some atoms as bits of few words, to be compared with those seen.
final class AtomSet {
  private final int[] words;
  private final long[] masks;

  AtomSet(int[] atoms) {
    int[] sorted = atoms.clone();
    Arrays.sort(sorted);
    int[] found = new int[sorted.length];
    long[] bits = new long[sorted.length];
    int last = -1;
    for (int atom : sorted) {
      if (last < 0 || found[last] != atom >> 6) {
        found[++last] = atom >> 6;
      }
      bits[last] |= 1L << atom;
    }
    this.words = Arrays.copyOf(found, last + 1);
    this.masks = Arrays.copyOf(bits, last + 1);
  }

  boolean isEmpty() {
    return words.length == 0;
  }

  /// Whether one of them is among the bits.
  boolean anyIn(long[] seen) {
    for (int i = 0; i < words.length; i++) {
      if ((seen[words[i]] & masks[i]) != 0) {
        return true;
      }
    }
    return false;
  }

  /// Whether all of them are among the bits.
  boolean allIn(long[] seen) {
    for (int i = 0; i < words.length; i++) {
      if ((seen[words[i]] & masks[i]) != masks[i]) {
        return false;
      }
    }
    return true;
  }
}
