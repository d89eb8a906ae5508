package io.sextant.server.telemetry;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Room for requests that are being worked on. A request enters before its body is read and leaves
/// when its events are stored; one that finds no room is turned away, never queued without bound.
///
/// Thread-safe and fair: who waits longest enters first.
final class Admission {
  /// Room is counted in units of this many bytes, so that it fits a semaphore.
  private static final int UNIT = 1024;

  private final int capacity;
  private final Semaphore units;
  private final Duration patience;

  Admission(long bytes, Duration patience) {
    this.capacity = Math.toIntExact(Math.max(1, bytes / UNIT));
    this.units = new Semaphore(capacity, true);
    this.patience = patience;
  }

  /// A request's room, to be closed by the thread that works on it.
  final class Ticket implements AutoCloseable {
    private int held;

    private Ticket(int held) {
      this.held = held;
    }

    /// Takes more room if there is any now. A request larger than everything may take everything.
    boolean growTo(long bytes) {
      int wanted = units(bytes) - held;
      if (wanted > 0 && !units.tryAcquire(wanted)) {
        return false;
      }
      held += Math.max(0, wanted);
      return true;
    }

    @Override
    public void close() {
      units.release(held);
      held = 0;
    }
  }

  /// Room for so many bytes; empty when none became free in time.
  Optional<Ticket> enter(long bytes) throws InterruptedException {
    int wanted = units(bytes);
    return units.tryAcquire(wanted, patience.toNanos(), TimeUnit.NANOSECONDS)
        ? Optional.of(new Ticket(wanted))
        : Optional.empty();
  }

  /// Bytes of room in use.
  long used() {
    return (long) (capacity - units.availablePermits()) * UNIT;
  }

  private int units(long bytes) {
    return (int) Math.min(capacity, (bytes + UNIT - 1) / UNIT);
  }
}
