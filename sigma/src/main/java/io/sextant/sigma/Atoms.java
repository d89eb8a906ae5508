package io.sextant.sigma;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Numbers for what is looked for in fields, each thing once over all rules; by them an event's
/// frame remembers what was seen.
final class Atoms {
  private final Map<Witness, Integer> numbers = new LinkedHashMap<>();

  /// The number of a witness, the same for equal ones.
  int number(Witness witness) {
    return numbers.computeIfAbsent(witness, _ -> numbers.size());
  }

  /// The numbers of a set.
  AtomSet set(Set<Witness> witnesses) {
    return new AtomSet(witnesses.stream().mapToInt(this::number).toArray());
  }

  /// Every witness with its number.
  Map<Witness, Integer> all() {
    return numbers;
  }
}
