package io.sextant.sigma;

import java.time.Duration;
import java.util.List;

/// Compiled rules, immutable and shareable between engines and threads.
public final class RuleSet {
  /// Every rule and correlation that can fire by itself, in the order read.
  public List<RuleHeader> headers() {
    return List.of();
  }

  /// The longest window of any correlation; zero when there is none. Replaying this much warms an
  /// engine up.
  public Duration longestWindow() {
    return Duration.ZERO;
  }
}
