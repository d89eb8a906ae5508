package io.sextant.server.live;

import io.sextant.server.live.LiveBus.Message;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// What waits for one listener: the newest message of each key, of at most [#CAPACITY] keys. Beyond
/// that the listener has lost track and must fetch anew.
///
/// Any thread may offer; one takes.
final class Subscription implements AutoCloseable {
  /// Keys that may wait: more than a page shows.
  static final int CAPACITY = 1_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final SequencedMap<String, Message> waiting = new LinkedHashMap<>();
  private final Consumer<Subscription> closing;
  private boolean lost;
  private boolean closed;

  Subscription(Consumer<Subscription> closing) {
    this.closing = closing;
  }

  /// What a listener gets next.
  ///
  /// @param messages in the order in which they first came; empty when nothing came in time
  record Delivery(List<Message> messages, State state) {}

  /// How a subscription stands.
  enum State {
    OPEN,
    /// Too much waited; it ends after this.
    LOST,
    CLOSED
  }

  void offer(Message message) {
    lock.lock();
    try {
      waiting.putLast(message.key(), message);
      if (waiting.size() > CAPACITY) {
        waiting.clear();
        lost = true;
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Waits for messages.
  Delivery take(Duration patience) throws InterruptedException {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (waiting.isEmpty() && !lost && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      List<Message> messages = List.copyOf(waiting.sequencedValues());
      waiting.clear();
      return new Delivery(messages, lost ? State.LOST : closed ? State.CLOSED : State.OPEN);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    closing.accept(this);
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
