package io.sextant.server.telemetry;

import io.sextant.core.telemetry.Event;
import io.sextant.core.telemetry.Refusal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// Counts what arrives. Thread-safe; memory is bounded whatever senders call themselves.
public final class IngestFigures {
  /// Refused records that are remembered, the newest.
  static final int REFUSALS_KEPT = 1_000;

  /// Senders told apart; the one longest silent is forgotten.
  static final int SOURCES_KEPT = 200;

  /// Senders shown.
  private static final int SOURCES_SHOWN = 50;

  private final InstantSource clock;
  private final LongAdder accepted = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder ignored = new LongAdder();
  private final LongAdder overloads = new LongAdder();
  private final LongAdder unstorable = new LongAdder();
  private final RatePerSecond rate = new RatePerSecond();
  private final Deque<Refusal> refusals = new ArrayDeque<>();
  private final Map<Source, Counts> sources =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Source, Counts> eldest) {
          return size() > SOURCES_KEPT;
        }
      };

  public IngestFigures(InstantSource clock) {
    this.clock = clock;
  }

  /// Who sends, in which format.
  record Source(String service, String format) {}

  private static final class Counts {
    private long accepted;
    private long refused;
    private Instant last = Instant.EPOCH;
    private final RatePerSecond rate = new RatePerSecond();
  }

  /// One sender's figures at a moment.
  record SourceFigures(
      Source source, long accepted, long refused, double perSecond, Instant last) {}

  void accepted(List<Event> events) {
    if (events.isEmpty()) {
      return;
    }
    accepted.add(events.size());
    Map<Source, Integer> bySource = new HashMap<>();
    for (Event event : events) {
      String service = event.body().path("service.name").asString("");
      bySource.merge(new Source(service, event.original().format().label()), 1, Integer::sum);
    }
    Instant now = clock.instant();
    synchronized (this) {
      rate.add(now, events.size());
      bySource.forEach((source, count) -> {
        Counts counts = counts(source, now);
        counts.accepted += count;
        counts.rate.add(now, count);
      });
    }
  }

  void refused(List<Refusal> some) {
    if (some.isEmpty()) {
      return;
    }
    refused.add(some.size());
    Instant now = clock.instant();
    synchronized (this) {
      for (Refusal refusal : some) {
        refusals.addFirst(refusal);
        counts(new Source(refusal.source(), refusal.format().label()), now).refused++;
      }
      while (refusals.size() > REFUSALS_KEPT) {
        refusals.removeLast();
      }
    }
  }

  void ignored(long count) {
    ignored.add(count);
  }

  void overloaded() {
    overloads.increment();
  }

  void couldNotStore() {
    unstorable.increment();
  }

  public long accepted() {
    return accepted.sum();
  }

  public long refused() {
    return refused.sum();
  }

  public long ignored() {
    return ignored.sum();
  }

  /// Requests that found no room.
  public long overloads() {
    return overloads.sum();
  }

  /// Requests whose events could not be stored.
  public long unstorable() {
    return unstorable.sum();
  }

  synchronized double perSecond() {
    return rate.perSecond(clock.instant());
  }

  synchronized List<Integer> history() {
    return rate.history(clock.instant());
  }

  /// Newest first.
  synchronized List<Refusal> refusals() {
    return List.copyOf(refusals);
  }

  /// The busiest first.
  synchronized List<SourceFigures> sources() {
    Instant now = clock.instant();
    List<SourceFigures> all = new ArrayList<>();
    sources.forEach((source, counts) ->
        all.add(
            new SourceFigures(
                source, counts.accepted, counts.refused, counts.rate.perSecond(now), counts.last)));
    all.sort(
        Comparator.comparingDouble((SourceFigures s) -> -s.perSecond())
            .thenComparingLong(s -> -s.accepted() - s.refused())
            .thenComparing(s -> s.source().service()));
    return all.subList(0, Math.min(all.size(), SOURCES_SHOWN));
  }

  private Counts counts(Source source, Instant now) {
    Counts counts = sources.computeIfAbsent(source, _ -> new Counts());
    counts.last = now;
    return counts;
  }
}
