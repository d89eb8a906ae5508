package io.sextant.server.operation;

import io.sextant.core.telemetry.Events;
import io.sextant.store.StoreException;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Prunes the journal now and then, on a virtual thread of its own.
public final class Retention implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  private final RetentionConfig config;
  private final Events events;
  private final InstantSource clock;
  private final Thread thread;

  public Retention(RetentionConfig config, Events events, InstantSource clock) {
    this.config = config;
    this.events = events;
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("retention").unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /// Prunes once.
  ///
  /// @return how many events went
  long prune() {
    return events.prune(clock.instant().minus(config.age()), config.bytes());
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(config.interval());
        long gone = prune();
        if (gone > 0) {
          LOG.info("retention: {} events went", gone);
        }
      } catch (InterruptedException e) {
        return;
      } catch (StoreException e) {
        LOG.warn("retention has to wait: {}", e.getMessage());
      }
    }
  }
}
