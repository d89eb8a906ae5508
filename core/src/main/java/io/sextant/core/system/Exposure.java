package io.sextant.core.system;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Who can reach a component, widest first; UNKNOWN when the map does not say.
public enum Exposure {
  INTERNET,
  PARTNER,
  INTERNAL,
  ISOLATED,
  UNKNOWN;

  /// As files write it.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The exposure that files write so.
  public static Optional<Exposure> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }
}
