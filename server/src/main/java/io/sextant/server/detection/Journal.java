package io.sextant.server.detection;

import io.sextant.core.telemetry.Event;
import io.sextant.core.telemetry.Events;
import io.sextant.core.telemetry.Events.Numbered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The journal as detection reads it: what was appended a moment ago is still in memory, the rest
/// comes from the store.
///
/// Thread-safe. The memory is bounded; what does not fit is simply read from the store.
public final class Journal {
  /// Events kept in memory.
  private static final int RECENT_EVENTS = 8_192;

  /// Bytes of originals kept in memory; the events they became are some times that.
  private static final long RECENT_BYTES = 12L << 20;

  private final Events events;
  private final Semaphore signal = new Semaphore(0);
  private final TreeMap<Long, Event> recent = new TreeMap<>();
  private long recentBytes;

  /// The highest number that was offered.
  private long offered;

  /// Whether the store may hold events that were not offered: at first, and when nothing came for a
  /// while.
  private boolean looks = true;

  public Journal(Events events) {
    this.events = events;
  }

  /// Offers events that were appended, and wakes who waits for them.
  public void appended(List<Numbered> appended) {
    remember(appended);
    wake();
  }

  /// Ends one wait: there is something to do.
  public void wake() {
    if (signal.availablePermits() == 0) {
      signal.release();
    }
  }

  /// Waits until there is something to do, or time has passed.
  void await(Duration wait) throws InterruptedException {
    if (signal.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
      signal.drainPermits();
    } else {
      look(true);
    }
  }

  private synchronized void look(boolean look) {
    looks = look;
  }

  private synchronized void remember(List<Numbered> appended) {
    if (!appended.isEmpty()) {
      offered = Math.max(offered, appended.getLast().sequence());
    }
    for (Numbered numbered : appended) {
      if (recent.size() >= RECENT_EVENTS || recentBytes >= RECENT_BYTES) {
        return;
      }
      recent.put(numbered.sequence(), numbered.event());
      recentBytes += numbered.event().original().bytes().length;
    }
  }

  /// Events above `sequence`, lowest first, at most `limit`. What was handed out leaves the memory.
  ///
  /// The store is asked for what was offered and is not in memory; what is stored and not yet
  /// offered comes with its offer.
  List<Numbered> after(long sequence, int limit) {
    List<Numbered> fromMemory = takeRecent(sequence, limit);
    if (!fromMemory.isEmpty() || !mayBeStored(sequence)) {
      return fromMemory;
    }
    List<Numbered> stored = events.after(sequence, limit);
    if (stored.size() < limit) {
      look(false);
    }
    return stored;
  }

  private synchronized boolean mayBeStored(long sequence) {
    return looks || sequence < offered;
  }

  long firstSince(Instant time) {
    return events.firstSince(time);
  }

  /// The event with a number; empty when it is no longer held.
  Optional<Event> find(long sequence) {
    return events.after(sequence - 1, 1).stream()
        .filter(numbered -> numbered.sequence() == sequence)
        .map(Numbered::event)
        .findFirst();
  }

  /// Only an unbroken run from the next number on: a gap may be events of another request that are
  /// stored but not yet offered.
  private synchronized List<Numbered> takeRecent(long sequence, int limit) {
    while (!recent.isEmpty() && recent.firstKey() <= sequence) {
      forget();
    }
    List<Numbered> run = new ArrayList<>();
    long next = sequence + 1;
    while (run.size() < limit && !recent.isEmpty() && recent.firstKey() == next) {
      run.add(new Numbered(next, forget()));
      next++;
    }
    return run;
  }

  private Event forget() {
    Event event = recent.pollFirstEntry().getValue();
    recentBytes -= event.original().bytes().length;
    return event;
  }
}
