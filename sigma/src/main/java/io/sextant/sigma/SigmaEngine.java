package io.sextant.sigma;

import java.time.Instant;
import java.util.List;

/// Runs a rule set over a stream of events and keeps the state of its correlations.
///
/// One thread at a time may use an engine. Memory is bounded: see the limits given at creation.
public final class SigmaEngine {
  /// An engine with empty correlation state and default limits.
  public static SigmaEngine of(RuleSet rules) {
    throw new UnsupportedOperationException("not built yet");
  }

  /// Tries every rule on one event; detections come in rule order.
  public List<Detection> accept(SigmaEvent event) {
    throw new UnsupportedOperationException("not built yet");
  }

  /// Closes windows that ended before `now`: conditions such as `lt` can only be decided then.
  public List<Detection> advance(Instant now) {
    throw new UnsupportedOperationException("not built yet");
  }
}
