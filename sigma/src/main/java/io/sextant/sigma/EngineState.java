package io.sextant.sigma;

/// The running numbers that all correlations of one engine share.
final class EngineState {
  final EngineLimits limits;
  long events;
  long heldGroups;
  long heldEvents;
  long evictedGroups;
  long evictedEvents;
  long lateEvents;
  long ungroupedEvents;

  /// Time of the newest event so far, in microseconds.
  long newest = Long.MIN_VALUE;

  EngineState(EngineLimits limits) {
    this.limits = limits;
  }

  boolean isOverfull() {
    return heldEvents > limits.events();
  }

  EngineCounters counters() {
    return new EngineCounters(
        events, heldGroups, heldEvents, evictedGroups, evictedEvents, lateEvents, ungroupedEvents);
  }
}
