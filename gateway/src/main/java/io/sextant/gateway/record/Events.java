package io.sextant.gateway.record;

import io.sextant.core.telemetry.Told;

/// Takes what the gateway saw as events of telemetry (`docs/event-format.md`), so that every
/// decision is searched by the rules and lights its technique. Any thread may call.
@FunctionalInterface
public interface Events {
  /// Nobody listens.
  Events NONE = _ -> {};

  /// Takes one event; waits when the receiver is behind.
  void tell(Told event);

  /// Whether there is room for more; while there is none, nothing new should be begun. Waits a
  /// moment for a receiver that is only behind.
  default boolean keepsUp() {
    return true;
  }
}
