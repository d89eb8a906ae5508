package io.sextant.sigma;

import java.util.Set;

/// Something quickly seen in a field of every event that can pass a test.
///
/// @param field the index of the field
/// @param kind what is seen
/// @param text folded; empty for [Kind#PRESENT]
record Witness(int field, Kind kind, String text) {
  enum Kind {
    /// A value contains the text.
    CONTAINED,
    /// A value is the text.
    EQUAL,
    /// A value is the text, or a number written in another way.
    NUMBER,
    /// The field is there.
    PRESENT
  }

  /// Whether seeing one of the set tells more than that the field is there.
  static boolean selects(Set<Witness> set) {
    return !set.isEmpty() && set.stream().noneMatch(witness -> witness.kind == Kind.PRESENT);
  }
}
