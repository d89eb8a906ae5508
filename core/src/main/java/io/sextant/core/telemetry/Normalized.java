package io.sextant.core.telemetry;

import java.util.List;

/// What came of one request or chunk of input: the events and the records that were refused.
public record Normalized(List<Event> events, List<Refusal> refusals) {
  public Normalized {
    events = List.copyOf(events);
    refusals = List.copyOf(refusals);
  }
}
