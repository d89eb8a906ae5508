package io.sextant.sigma;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Of which members of an array something is asked; a field without members is missing, null or an
/// empty array, and a value that is no array is its own only member.
public enum MemberQuantifier {
  /// At least one.
  ANY,
  /// Every one, and there is one.
  ALL,
  /// Every one, if there is one.
  ALL_OR_EMPTY,
  /// Not one.
  NONE;

  /// The word between the brackets.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<MemberQuantifier> named(String word) {
    return Arrays.stream(values())
        .filter(quantifier -> quantifier.label().equals(word))
        .findFirst();
  }

  static List<String> words() {
    return Arrays.stream(values()).map(MemberQuantifier::label).toList();
  }
}
