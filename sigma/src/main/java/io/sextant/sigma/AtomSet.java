package io.sextant.sigma;

import java.util.Arrays;

/// Some atoms as bits of few words, to be compared with those seen.
final class AtomSet {
  private final int[] words;
  private final long[] masks;

  AtomSet(int[] atoms) {
    int[] sorted = Arrays.stream(atoms).sorted().distinct().toArray();
    this.words = Arrays.stream(sorted).map(atom -> atom >> 6).distinct().toArray();
    this.masks = new long[words.length];
    for (int atom : sorted) {
      masks[Arrays.binarySearch(words, atom >> 6)] |= 1L << atom;
    }
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
