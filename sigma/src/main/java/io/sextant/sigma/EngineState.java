package io.sextant.sigma;

/// The running numbers that all correlations of one engine share.
final class EngineState {
  final EngineLimits limits;
  long events;
  long heldGroups;
  long heldEvents;
  long waitingMatches;
  long evictedGroups;
  long evictedEvents;
  long hurriedMatches;
  long lateEvents;
  long ungroupedEvents;
  long droppedValues;

  /// Windows decided by time.
  long closed;

  /// Time of the newest event so far, in microseconds.
  long newest = Long.MIN_VALUE / 2;

  /// The time from which on events may still change what correlations say.
  long settled = Long.MIN_VALUE / 2;

  EngineState(EngineLimits limits) {
    this.limits = limits;
  }

  EngineCounters counters() {
    return new EngineCounters(
        events,
        heldGroups,
        heldEvents,
        waitingMatches,
        evictedGroups,
        evictedEvents,
        hurriedMatches,
        lateEvents,
        ungroupedEvents,
        droppedValues);
  }

  /// The numbers that go on after a stop; the others follow from what is held.
  long[] saved() {
    return new long[] {
      events,
      evictedGroups,
      evictedEvents,
      hurriedMatches,
      lateEvents,
      ungroupedEvents,
      droppedValues,
      closed,
      newest,
      settled
    };
  }

  void restore(long[] saved) {
    events = saved[0];
    evictedGroups = saved[1];
    evictedEvents = saved[2];
    hurriedMatches = saved[3];
    lateEvents = saved[4];
    ungroupedEvents = saved[5];
    droppedValues = saved[6];
    closed = saved[7];
    newest = saved[8];
    settled = saved[9];
  }
}
