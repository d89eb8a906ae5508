package io.sextant.server.gateway;

import io.sextant.gateway.record.Events;
import io.sextant.server.telemetry.JsonLinesIntake;
import io.sextant.server.telemetry.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/// Hands the gateway's events to the intake, some at a time, on a virtual thread of its own. When
/// the store is behind, the queue fills and new requests wait for room; when it stays behind or
/// fails, they are refused: no event is dropped.
final class GatewayEvents implements Events, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayEvents.class);

  /// Events that wait; an event is a few kilobytes.
  private static final int QUEUE = 2_000;

  /// Room for the events of requests that are under way when no new ones are begun any more.
  private static final int SPARE = 500;

  private static final int BATCH = 1_000;

  /// How long events gather before they are stored together: a transaction for each would cost more
  /// than the events in it.
  private static final Duration GATHER = Duration.ofMillis(30);

  /// How long a request waits for room. A store that works makes some within a fraction of it, so
  /// that a gateway under full load slows its clients down and refuses none.
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Duration RETRY = Duration.ofMillis(200);
  private static final Duration STOP = Duration.ofSeconds(5);

  private final BlockingQueue<ObjectNode> queue = new ArrayBlockingQueue<>(QUEUE);
  private final JsonLinesIntake intake;
  private final Thread thread = Thread.ofVirtual().name("gateway-events").unstarted(this::run);
  private final Lock lock = new ReentrantLock();
  private final Condition taken = lock.newCondition();
  private volatile boolean failing;
  private volatile boolean closing;

  GatewayEvents(JsonLinesIntake intake) {
    this.intake = intake;
  }

  void start() {
    thread.start();
  }

  @Override
  public void tell(ObjectNode event) {
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
    List<ObjectNode> batch = new ArrayList<>();
    while (!closing || !queue.isEmpty()) {
      try {
        if (batch.isEmpty()) {
          ObjectNode first =
              queue.poll(RETRY.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
          if (first == null) {
            continue;
          }
          batch.add(first);
          if (!closing && queue.size() < BATCH) {
            Thread.sleep(GATHER);
          }
          queue.drainTo(batch, BATCH - 1);
          signal();
        }
        failing = !isTaken(batch);
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

  /// Whether the batch is stored, or will never be.
  private boolean isTaken(List<ObjectNode> batch) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    batch.forEach(event -> {
      lines.writeBytes(io.sextant.gateway.protocol.Json.bytes(event));
      lines.write('\n');
    });
    return switch (intake.read(new ByteArrayInputStream(lines.toByteArray()), "gateway")) {
      case Outcome.Stored(_, _, var refusals) -> {
        refusals.forEach(it -> LOG.error("an event of the gateway was refused: {}", it));
        yield true;
      }
      case Outcome.Overloaded _, Outcome.CannotStore _ -> false;
      case Outcome.Malformed bad -> {
        LOG.error("events of the gateway were refused: {}", bad);
        yield true;
      }
      case Outcome.TooLarge bad -> {
        LOG.error("events of the gateway were refused: {}", bad);
        yield true;
      }
    };
  }

  /// Stores what waits, then stops.
  @Override
  public void close() {
    closing = true;
    try {
      if (!thread.join(STOP)) {
        LOG.error("{} events of the gateway could not be stored before the stop", queue.size());
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
