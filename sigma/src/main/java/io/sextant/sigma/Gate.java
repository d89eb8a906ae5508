package io.sextant.sigma;

import java.util.List;

/// A quick look at a field before an expensive test of its values: of each set of texts one must
/// occur.
///
/// @param field the index of the field
/// @param sets numbers of texts, as [GateTexts] gives them
record Gate(int field, List<List<Integer>> sets) {
  /// Lets everything through.
  static final Gate OPEN = new Gate(0, List.of());

  boolean isOpen() {
    return sets.isEmpty();
  }
}
