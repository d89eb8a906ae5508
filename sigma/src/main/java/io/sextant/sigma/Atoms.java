package io.sextant.sigma;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// Numbers for what is looked for in fields, each thing once over all rules; by them an event's
/// frame remembers what was seen.
final class Atoms {
  private final Map<Witness, Integer> numbers = new LinkedHashMap<>();
  private final Map<Integer, Integer> places = new HashMap<>();
  private final Map<Witness, Trail> trails = new LinkedHashMap<>();

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

  /// A number for all places where an atom is seen, which are then kept.
  int place(Witness witness) {
    return places.computeIfAbsent(number(witness), _ -> places.size());
  }

  /// What tells that an expression is possible in a field, the same for equal ones.
  Trail trail(Witness possible, Supplier<Trail> make) {
    Trail known = trails.get(possible);
    if (known == null) {
      known = make.get();
      trails.put(possible, known);
    }
    return known;
  }

  /// Every expression that is looked for.
  Map<Witness, Trail> trails() {
    return trails;
  }

  /// How many atoms there are of which places are kept.
  int placeCount() {
    return places.size();
  }

  /// The number for the places of an atom; [Literal#NO_PLACE] when they are not kept.
  int placeOf(int atom) {
    return places.getOrDefault(atom, Literal.NO_PLACE);
  }
}
