package io.sextant.core.threat.rule;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The six sorts of threat.
public enum Stride {
  SPOOFING,
  TAMPERING,
  REPUDIATION,
  INFORMATION_DISCLOSURE,
  DENIAL_OF_SERVICE,
  ELEVATION_OF_PRIVILEGE;

  /// As files write it.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The sort that files write so.
  public static Optional<Stride> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }
}
