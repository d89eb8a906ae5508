package io.sextant.atlas.awareness;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Chance that is the same for the same seed, everywhere and for ever: the algorithm of [Random] is
/// part of its specification. Each choice has a name, so that one more choice leaves the others as
/// they were.
record Draw(long seed) {
  private static final long MIX = 0x9E3779B97F4A7C15L;

  /// `list` in an order of chance.
  <T> List<T> shuffled(String choice, List<T> list) {
    List<T> shuffled = new ArrayList<>(list);
    Collections.shuffle(shuffled, random(choice));
    return List.copyOf(shuffled);
  }

  /// At most `count` of `list`, in its own order.
  <T> List<T> some(String choice, List<T> list, int count) {
    List<Integer> places = new ArrayList<>();
    for (int place = 0; place < list.size(); place++) {
      places.add(place);
    }
    return shuffled(choice, places).stream().limit(count).sorted().map(list::get).toList();
  }

  private Random random(String choice) {
    long hash = seed;
    for (int i = 0; i < choice.length(); i++) {
      hash = (hash ^ choice.charAt(i)) * MIX;
      hash ^= hash >>> 29;
    }
    return new Random(hash);
  }
}
