package io.sextant.atlas.suggest;

import java.util.Map;

/// The terms of a text by hash, ascending, with values whose squares add up to one.
final class TermVector {
  private final int[] hashes;
  private final float[] values;

  private TermVector(int[] hashes, float[] values) {
    this.hashes = hashes;
    this.values = values;
  }

  /// @param rarity of the known terms; an unknown one is left out
  static TermVector of(Map<Integer, Float> weights, Map<Integer, Float> rarity) {
    int[] hashes =
        weights.keySet().stream().filter(rarity::containsKey).mapToInt(h -> h).sorted().toArray();
    float[] values = new float[hashes.length];
    double squares = 0;
    for (int i = 0; i < hashes.length; i++) {
      values[i] = weights.getOrDefault(hashes[i], 0f) * rarity.getOrDefault(hashes[i], 0f);
      squares += values[i] * values[i];
    }
    float length = (float) Math.sqrt(squares);
    for (int i = 0; i < values.length; i++) {
      values[i] /= length;
    }
    return new TermVector(hashes, values);
  }

  int size() {
    return hashes.length;
  }

  int hash(int index) {
    return hashes[index];
  }

  float value(int index) {
    return values[index];
  }

  /// How alike two texts are, from 0 to 1.
  double dot(TermVector other) {
    double sum = 0;
    int i = 0;
    int j = 0;
    while (i < hashes.length && j < other.hashes.length) {
      if (hashes[i] == other.hashes[j]) {
        sum += values[i++] * other.values[j++];
      } else if (hashes[i] < other.hashes[j]) {
        i++;
      } else {
        j++;
      }
    }
    return sum;
  }
}
