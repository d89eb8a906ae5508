package io.sextant.cli.detect;

import io.sextant.core.detection.Detector;
import io.sextant.core.detection.Finding;
import io.sextant.core.telemetry.Event;
import io.sextant.core.telemetry.EventId;
import io.sextant.core.telemetry.Events.Numbered;
import io.sextant.core.telemetry.RecordSink;
import io.sextant.core.telemetry.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Tries the rules on events as they are read, and counts. Events are identified by where they
/// stand: `file:position`.
final class Search implements RecordSink {
  /// Refusals that are kept to be shown; all are counted.
  static final int SHOWN_REFUSALS = 20;

  private final Detector detector;
  private final Consumer<Finding> output;
  private final Runnable progress;
  private final List<Refusal> refusals = new ArrayList<>();
  private final SequencedMap<String, Long> refusedByCode = new TreeMap<>();
  private String file = "";
  private Instant newest = Instant.MIN;
  private long events;
  private long ignored;
  private long findings;

  /// @param progress called once per event
  Search(Detector detector, Consumer<Finding> output, Runnable progress) {
    this.detector = detector;
    this.output = output;
    this.progress = progress;
  }

  void startFile(String name) {
    file = name;
  }

  @Override
  public void event(long position, Event event) {
    Event placed =
        new Event(
            new EventId(file + ":" + position),
            event.time(),
            event.received(),
            event.logSource(),
            event.body(),
            event.original());
    newest = event.time().isAfter(newest) ? event.time() : newest;
    take(detector.accept(new Numbered(++events, placed)));
    progress.run();
  }

  @Override
  public void refused(Refusal refusal) {
    refusedByCode.merge(refusal.code(), 1L, Long::sum);
    if (refusals.size() < SHOWN_REFUSALS) {
      refusals.add(refusal);
    }
  }

  @Override
  public void ignored(long position) {
    ignored++;
  }

  /// Closes the windows that ended before the newest event.
  void finish() {
    if (events > 0) {
      take(detector.advance(newest));
    }
  }

  private void take(List<Finding> found) {
    findings += found.size();
    found.forEach(output);
  }

  long events() {
    return events;
  }

  long ignoredRecords() {
    return ignored;
  }

  long findings() {
    return findings;
  }

  long refused() {
    return refusedByCode.values().stream().mapToLong(Long::longValue).sum();
  }

  /// The first [#SHOWN_REFUSALS].
  List<Refusal> refusals() {
    return refusals;
  }

  SequencedMap<String, Long> refusedByCode() {
    return refusedByCode;
  }
}
