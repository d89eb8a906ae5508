package io.sextant.server.telemetry;

import io.sextant.store.StoreException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// Whether the last write to the store worked. Thread-safe.
public final class WriteHealth {
  private final AtomicReference<Optional<String>> failure = new AtomicReference<>(Optional.empty());

  public void worked() {
    if (failure.get().isPresent()) {
      failure.set(Optional.empty());
    }
  }

  /// @return whether this is the first failure in a row, which is worth a line in the log
  public boolean failed(StoreException why) {
    String message = why.getMessage() == null ? why.reason().name() : why.getMessage();
    return failure.getAndSet(Optional.of(message)).isEmpty();
  }

  /// Why writing does not work at present; empty when it does.
  public Optional<String> failure() {
    return failure.get();
  }
}
