package io.sextant.inspect.train;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Random;
import java.util.function.Function;

/// Random numbers of a text's own: those of one text stay as they are when others are added.
final class Chance {
  private Chance() {}

  /// @param names of what the numbers are for, which tell it from everything else
  static Random of(long seed, Object... names) {
    return new Random(mixed(seed, names));
  }

  /// One of several for a text. Another one comes of it only if that is added or gone.
  ///
  /// @param name of what is chosen
  static <T> T among(Collection<T> choices, Function<T, String> name, long seed, Object... names) {
    long base = mixed(seed, names);
    return choices.stream()
        .max(Comparator.comparingLong(it -> spread(base ^ spread(hash(name.apply(it))))))
        .orElseThrow();
  }

  private static long mixed(long seed, Object... names) {
    return spread(seed ^ hash(Arrays.toString(names)));
  }

  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  /// The finaliser of SplitMix64 (Steele, Lea and Flood 2014).
  private static long spread(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
