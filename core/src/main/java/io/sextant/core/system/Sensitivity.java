package io.sextant.core.system;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How bad it is when an asset is disclosed, from nothing to grave; UNKNOWN is not PUBLIC.
public enum Sensitivity {
  UNKNOWN,
  PUBLIC,
  INTERNAL,
  CONFIDENTIAL,
  RESTRICTED;

  /// As files write it.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The sensitivity that files write so.
  public static Optional<Sensitivity> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }
}
