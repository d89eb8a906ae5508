package io.sextant.server.gateway;

import io.sextant.core.telemetry.Event;
import io.sextant.core.telemetry.Told;
import io.sextant.gateway.record.Events;
import io.sextant.server.telemetry.JsonLinesIntake;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands the gateway's events to the intake, some at a time, on a thread of its own. When the store
/// is behind, the queue fills and new requests wait for room; when it stays behind or fails, they
/// are refused: no event is dropped.
final class GatewayEvents implements Events, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayEvents.class);

  /// Events that wait; an event is a few kilobytes.
  private static final int QUEUE = 2_000;

  /// Room for the events of requests that are under way when no new ones are begun any more.
  private static final int SPARE = 500;

  /// How long events gather before they are stored together. A batch keeps a processor from
  /// requests for as long as it takes, and a transaction for each event would cost more than the
  /// events in it: so a few events are stored soon, and many fewer times.
  private static final Duration GATHER = Duration.ofMillis(5);

  private static final Duration GATHER_MANY = Duration.ofMillis(30);

  /// Events within the shorter time that are many: 4,000 a second.
  private static final int MANY = 20;

  /// How long a request waits for room. A store that works makes some within a fraction of it, so
  /// that a gateway under full load slows its clients down and refuses none.
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Duration RETRY = Duration.ofMillis(200);
  private static final Duration STOP = Duration.ofSeconds(5);

  private final BlockingQueue<Event> queue = new ArrayBlockingQueue<>(QUEUE);
  private final Form form;
  private final Store store;

  /// Of the system: a virtual one would keep one of the few that carry requests from them for as
  /// long as a batch takes.
  private final Thread thread =
      Thread.ofPlatform().daemon().name("gateway-events").unstarted(this::run);

  private final Lock lock = new ReentrantLock();
  private final Condition taken = lock.newCondition();
  private volatile boolean failing;
  private volatile boolean closing;

  /// Makes what is stored of what the gateway tells; any thread may ask. Who tells does it: another
  /// thread would fetch the whole exchange from memory again.
  @FunctionalInterface
  interface Form {
    Event of(Told told);
  }

  /// Where events go, all of a batch or none of it.
  @FunctionalInterface
  interface Store {
    /// Whether they are stored.
    boolean take(List<Event> events);
  }

  /// Events that are stored in one piece: when that fails, none of them is stored, and a second try
  /// stores none twice.
  private static final class Batch {
    private final List<Event> events = new ArrayList<>();
    private long bytes;

    /// Whether there was room; an event alone has room always.
    boolean add(Event event) {
      int length = event.original().bytes().length;
      boolean many = events.size() == JsonLinesIntake.PART_RECORDS;
      boolean big = bytes + length >= JsonLinesIntake.PART_BYTES;
      if (!isEmpty() && (many || big)) {
        return false;
      }
      events.add(event);
      bytes += length;
      return true;
    }

    boolean isEmpty() {
      return events.isEmpty();
    }

    List<Event> events() {
      return List.copyOf(events);
    }

    void clear() {
      events.clear();
      bytes = 0;
    }
  }

  GatewayEvents(Form form, Store store) {
    this.form = form;
    this.store = store;
  }

  void start() {
    thread.start();
  }

  @Override
  public void tell(Told told) {
    Event event = form.of(told);
    try {
      queue.put(event);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean keepsUp() {
    if (hasRoom()) {
      return true;
    }
    long left = PATIENCE.toNanos();
    lock.lock();
    try {
      while (!hasRoom() && !failing && left > 0) {
        left = taken.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    return hasRoom();
  }

  private boolean hasRoom() {
    return queue.remainingCapacity() > SPARE;
  }

  private void signal() {
    lock.lock();
    try {
      taken.signalAll();
    } finally {
      lock.unlock();
    }
  }

  int waiting() {
    return queue.size();
  }

  private void run() {
    Batch batch = new Batch();
    Optional<Event> next = Optional.empty();
    while (!closing || !queue.isEmpty() || next.isPresent() || !batch.isEmpty()) {
      try {
        if (batch.isEmpty()) {
          next = gather(batch, next);
        }
        failing = !batch.isEmpty() && !store.take(batch.events());
        if (!failing) {
          batch.clear();
        } else {
          signal();
          Thread.sleep(RETRY);
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /// Fills a batch from what waits.
  ///
  /// @param first what had no room in the batch before
  /// @return what has no room in this one
  private Optional<Event> gather(Batch batch, Optional<Event> first) throws InterruptedException {
    Optional<Event> next = first.isPresent() ? first : polled(RETRY);
    if (next.isPresent() && mayGrow()) {
      Thread.sleep(GATHER);
      if (queue.size() >= MANY && mayGrow()) {
        Thread.sleep(GATHER_MANY.minus(GATHER));
      }
    }
    while (next.isPresent() && batch.add(next.get())) {
      next = polled(Duration.ZERO);
    }
    signal();
    return next;
  }

  /// Whether waiting makes the next batch larger.
  private boolean mayGrow() {
    return !closing && queue.size() < JsonLinesIntake.PART_RECORDS;
  }

  private Optional<Event> polled(Duration patience) throws InterruptedException {
    return Optional.ofNullable(queue.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
  }

  /// Stores what waits, then stops.
  @Override
  public void close() {
    closing = true;
    try {
      if (!thread.join(STOP)) {
        LOG.error("events of the gateway could not be stored before the stop; {} wait", waiting());
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
