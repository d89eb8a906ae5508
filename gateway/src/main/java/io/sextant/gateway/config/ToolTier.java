package io.sextant.gateway.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a tool can do at worst.
public enum ToolTier {
  READ,
  WRITE,
  /// What it does cannot be undone.
  DESTRUCTIVE,
  /// What it is given leaves the organisation.
  EXTERNAL_SINK,
  /// It acts with rights that who asks does not have.
  PRIVILEGED,
  /// Nobody has declared it.
  UNKNOWN;

  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<ToolTier> of(String label) {
    return Arrays.stream(values())
        .filter(it -> it != UNKNOWN && it.label().equals(label))
        .findFirst();
  }
}
