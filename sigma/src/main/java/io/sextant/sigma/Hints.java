package io.sextant.sigma;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Numbers for witnesses, by which an event's frame remembers which were seen.
final class Hints {
  private final Map<Witness, Integer> numbers = new LinkedHashMap<>();

  /// The number of a witness, the same for equal ones.
  int number(Witness witness) {
    return numbers.computeIfAbsent(witness, _ -> numbers.size());
  }

  /// The numbers of a set: a test is made only on events in which one of them was seen.
  int[] numbers(Set<Witness> set) {
    return set.stream().mapToInt(this::number).sorted().toArray();
  }

  /// Every witness with its number.
  Map<Witness, Integer> all() {
    return numbers;
  }
}
