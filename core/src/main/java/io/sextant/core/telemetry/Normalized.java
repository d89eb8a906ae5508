package io.sextant.core.telemetry;

import java.util.List;

/// What came of one request or chunk of input: the events, the records that were refused, and how
/// many had nothing to do with AI.
///
/// @param ignored spans and log records without any attribute of an AI system; they are neither
///   events nor errors
public record Normalized(List<Event> events, List<Refusal> refusals, long ignored) {
  public Normalized {
    events = List.copyOf(events);
    refusals = List.copyOf(refusals);
  }

  /// Nothing ignored.
  public Normalized(List<Event> events, List<Refusal> refusals) {
    this(events, refusals, 0);
  }
}
