package io.sextant.sigma.translate;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How a translated correlation cuts time.
public enum Windows {
  /// As the engine does: windows end with each event, or begin with one.
  SLIDING,
  /// Windows of one timespan each that begin at fixed moments: what straddles one is not found.
  FIXED;

  /// The name on a command line.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Windows> named(String label) {
    return Arrays.stream(values()).filter(windows -> windows.label().equals(label)).findFirst();
  }
}
