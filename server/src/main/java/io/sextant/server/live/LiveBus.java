package io.sextant.server.live;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Hands messages to every subscription. A slow subscriber never holds up the others or the
/// publisher. Thread-safe.
public final class LiveBus implements AutoCloseable {
  /// Streams open at once; a browser tab has one.
  static final int MAX_SUBSCRIPTIONS = 200;

  private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /// One message.
  ///
  /// @param event its kind, such as `finding`
  /// @param key two messages of one key are about one thing, and the newer replaces the older while
  ///   it waits
  /// @param json one line
  record Message(String event, String key, String json) {}

  /// Whether anybody listens; making messages for nobody can be saved.
  boolean isHeard() {
    return !subscriptions.isEmpty();
  }

  /// Tells everybody who listens.
  ///
  /// @param key see [Message]
  /// @param json asked for only when somebody listens
  public void publish(String event, String key, Supplier<String> json) {
    if (subscriptions.isEmpty()) {
      return;
    }
    Message message = new Message(event, key, json.get());
    subscriptions.forEach(subscription -> subscription.offer(message));
  }

  /// A new subscription; empty when there are too many or the bus is closed.
  Optional<Subscription> subscribe() {
    if (closed || subscriptions.size() >= MAX_SUBSCRIPTIONS) {
      return Optional.empty();
    }
    Subscription subscription = new Subscription(subscriptions::remove);
    subscriptions.add(subscription);
    return Optional.of(subscription);
  }

  /// How many listen.
  public int size() {
    return subscriptions.size();
  }

  /// Ends every subscription.
  @Override
  public void close() {
    closed = true;
    List.copyOf(subscriptions).forEach(Subscription::close);
  }
}
