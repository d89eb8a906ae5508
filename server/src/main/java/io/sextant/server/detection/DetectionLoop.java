package io.sextant.server.detection;

import io.sextant.core.IdSource;
import io.sextant.core.detection.Detector;
import io.sextant.core.detection.Finding;
import io.sextant.core.detection.Findings;
import io.sextant.core.telemetry.Event;
import io.sextant.core.telemetry.Events.Numbered;
import io.sextant.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that searches the journal: it reads what follows the mark, tries the rules, and
/// records findings and the new mark together (`docs/adr/003`).
///
/// It owns the detector. When rules change it makes another one, warmed up with the journal's last
/// events. Behind or not, it holds one batch in memory. The figures and [#close] are for any
/// thread.
public final class DetectionLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DetectionLoop.class);

  /// Events searched between two records of the mark.
  private static final int BATCH = 512;

  /// How long the loop sleeps when nothing wakes it; windows that end unseen are closed then.
  private static final Duration TICK = Duration.ofSeconds(1);

  /// How long it waits after the store failed.
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Journal journal;
  private final Findings findings;
  private final Supplier<RuleBook> rules;
  private final IdSource ids;
  private final InstantSource clock;
  private final Consumer<List<Finding>> published;
  private final LongAdder searched = new LongAdder();
  private final LongAdder found = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final Thread thread;
  private volatile boolean stopping;
  private volatile long mark;
  private volatile boolean stuck;

  /// @param published gets findings as they stand after recording; must return at once
  public DetectionLoop(
      Journal journal,
      Findings findings,
      Supplier<RuleBook> rules,
      IdSource ids,
      InstantSource clock,
      Consumer<List<Finding>> published) {
    this.journal = journal;
    this.findings = findings;
    this.rules = rules;
    this.ids = ids;
    this.clock = clock;
    this.published = published;
    this.thread = Thread.ofPlatform().name("detection").unstarted(this::run);
  }

  public void start() {
    mark = findings.searchedThrough();
    thread.start();
  }

  /// The number of the last event searched.
  public long mark() {
    return mark;
  }

  /// Events searched since start.
  public long searched() {
    return searched.sum();
  }

  /// Times that rules matched since start.
  public long found() {
    return found.sum();
  }

  /// Events on which a rule failed by our fault.
  public long failures() {
    return failures.sum();
  }

  /// Whether the loop runs and the store takes its findings.
  public boolean works() {
    return !stuck && (thread.isAlive() || stopping);
  }

  /// Finishes the batch at hand and ends the thread.
  @Override
  public void close() {
    stopping = true;
    journal.wake();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    Optional<Detector> current = Optional.empty();
    while (!stopping) {
      try {
        RuleBook book = rules.get();
        Detector detector =
            current.filter(d -> d.pack() == book.pack()).orElseGet(() -> warmed(book));
        current = Optional.of(detector);
        if (!step(detector)) {
          await(TICK);
        }
        recovered();
      } catch (StoreException e) {
        // What the detector took in but could not record is searched again by a fresh one.
        current = Optional.empty();
        failed(e);
      } catch (RuntimeException e) {
        current = Optional.empty();
        failed(e);
      }
    }
  }

  /// Searches one batch.
  ///
  /// @return whether there may be more
  private boolean step(Detector detector) {
    List<Numbered> batch = journal.after(mark, BATCH);
    if (batch.isEmpty()) {
      Instant now = clock.instant();
      List<Finding> late = detector.advance(now);
      if (!late.isEmpty()) {
        publish(findings.recordLate(late, now));
      }
      return false;
    }
    List<Finding> all = new ArrayList<>();
    for (Numbered event : batch) {
      all.addAll(search(detector, event));
    }
    long through = batch.getLast().sequence();
    List<Finding> stand = findings.record(all, through);
    mark = through;
    searched.add(batch.size());
    found.add(all.size());
    publish(stand);
    return true;
  }

  /// One event that trips a rule must not stop the search of all others.
  private List<Finding> search(Detector detector, Numbered event) {
    try {
      return detector.accept(event);
    } catch (StoreException e) {
      throw e;
    } catch (RuntimeException e) {
      failures.increment();
      LOG.error("event {} could not be searched and was passed over", event.event().id(), e);
      return List.of();
    }
  }

  private void publish(List<Finding> stand) {
    if (!stand.isEmpty()) {
      published.accept(stand);
    }
  }

  /// A detector that knows what one running all along would know at the mark.
  private Detector warmed(RuleBook book) {
    Detector detector = new Detector(book.pack(), ids, journal::find);
    Optional<Event> last = journal.find(mark);
    if (last.isEmpty() || detector.warmUpWindow().isZero()) {
      return detector;
    }
    Instant since = last.get().time().minus(detector.warmUpWindow());
    long next = journal.firstSince(since);
    while (next <= mark && !stopping) {
      List<Numbered> batch = journal.after(next - 1, BATCH);
      for (Numbered event : batch) {
        if (event.sequence() <= mark) {
          detector.warmUp(event);
        }
      }
      next = batch.isEmpty() ? mark + 1 : batch.getLast().sequence() + 1;
    }
    detector.warmUp(findings.passedThrough());
    return detector;
  }

  private void recovered() {
    if (stuck) {
      stuck = false;
      LOG.info("detection works again");
    }
  }

  private void failed(RuntimeException why) {
    if (!stuck) {
      stuck = true;
      LOG.error("detection waits and tries again", why);
    }
    await(PAUSE);
  }

  private void await(Duration wait) {
    try {
      journal.await(wait);
    } catch (InterruptedException e) {
      stopping = true;
      Thread.currentThread().interrupt();
    }
  }
}
