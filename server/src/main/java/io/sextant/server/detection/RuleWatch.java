package io.sextant.server.detection;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at the rule folders again and again, on a virtual thread of its own. Looking is sure on
/// every file system, which being notified is not.
public final class RuleWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RuleWatch.class);

  private final RuleWorkspace workspace;
  private final Duration interval;
  private final Runnable changed;
  private final Thread thread;

  /// @param changed called when other rules are in force
  public RuleWatch(RuleWorkspace workspace, Duration interval, Runnable changed) {
    this.workspace = workspace;
    this.interval = interval;
    this.changed = changed;
    this.thread = Thread.ofVirtual().name("rule-watch").unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(interval);
        if (workspace.look()) {
          changed.run();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.error("the rules could not be read anew and stay as they are", e);
      }
    }
  }
}
