package io.sextant.core.telemetry;

import java.util.ArrayList;
import java.util.List;

/// Keeps everything it is given; for inputs that are bounded by their request.
final class CollectingSink implements RecordSink {
  private final List<Event> events = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private long ignored;

  @Override
  public void event(long position, Event event) {
    events.add(event);
  }

  @Override
  public void refused(Refusal refusal) {
    refusals.add(refusal);
  }

  @Override
  public void ignored(long position) {
    ignored++;
  }

  int size() {
    return events.size() + refusals.size();
  }

  Normalized collected() {
    return new Normalized(events, refusals, ignored);
  }
}
