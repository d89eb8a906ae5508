package io.sextant.gateway.proxy;

import io.sextant.ledger.entry.Decision;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/// What a gateway has done since it started. Thread-safe.
public final class GatewayFigures {
  private final Map<Decision, LongAdder> decisions = new EnumMap<>(Decision.class);
  private final LongAdder refused = new LongAdder();
  private final LongAdder failed = new LongAdder();

  GatewayFigures() {
    for (Decision decision : Decision.values()) {
      decisions.put(decision, new LongAdder());
    }
  }

  void decided(Decision decision) {
    of(decision).increment();
  }

  void refused() {
    refused.increment();
  }

  void failed() {
    failed.increment();
  }

  /// Exchanges that ended with this decision.
  public long ended(Decision decision) {
    return of(decision).sum();
  }

  /// Requests that were turned away before anything was decided.
  public long turnedAway() {
    return refused.sum();
  }

  /// Exchanges that broke: an upstream that failed, a client that left.
  public long broken() {
    return failed.sum();
  }

  private LongAdder of(Decision decision) {
    return Objects.requireNonNull(decisions.get(decision));
  }
}
