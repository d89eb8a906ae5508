package io.sextant.core.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// On which way through the gateway something is decided.
public enum Stage {
  /// Before anything is sent on.
  REQUEST,
  /// Before the answer, or the next part of it, goes back.
  RESPONSE;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Stage> of(String label) {
    return Arrays.stream(values()).filter(stage -> stage.label().equals(label)).findFirst();
  }
}
