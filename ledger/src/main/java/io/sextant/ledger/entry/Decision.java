package io.sextant.ledger.entry;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What was done with a request.
public enum Decision {
  ALLOW,
  LOG,
  CONSTRAIN,
  BLOCK,
  /// Waiting for approval.
  HOLD;

  /// The name as policies and headers write it.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The decision of a label.
  public static Optional<Decision> of(String label) {
    return Arrays.stream(values()).filter(it -> it.label().equals(label)).findFirst();
  }
}
