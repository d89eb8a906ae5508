package io.sextant.server.live;

import io.sextant.atlas.TechniqueId;
import io.sextant.core.detection.Finding;
import io.sextant.core.detection.Findings;
import io.sextant.core.detection.Findings.Heat;
import io.sextant.server.detection.DetectionView;
import io.sextant.server.detection.HeatJson;
import io.sextant.server.http.Json;
import io.sextant.server.telemetry.IngestStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the bus what happens: findings at once; heat and the state of ingestion about once a
/// second while they change.
public final class LiveFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);
  private static final Duration PULSE = Duration.ofSeconds(1);

  /// Pulses after a change in which rates still fall to zero.
  private static final int TAIL = 12;

  private final LiveBus bus;
  private final DetectionView view;
  private final Findings findings;
  private final IngestStatus status;
  private final Set<TechniqueId> touched = new HashSet<>();
  private final Thread thread;
  private long lastVersion;
  private int pulsesLeft;

  public LiveFeed(LiveBus bus, DetectionView view, Findings findings, IngestStatus status) {
    this.bus = bus;
    this.view = view;
    this.findings = findings;
    this.status = status;
    this.thread = Thread.ofVirtual().name("live-feed").unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /// Findings were recorded or triaged.
  public void findings(List<Finding> stand) {
    if (!bus.isHeard()) {
      return;
    }
    synchronized (touched) {
      stand.forEach(finding -> touched.addAll(finding.techniques()));
    }
    for (Finding finding : stand) {
      bus.publish(
          "finding",
          "finding " + finding.id(),
          () -> Json.MAPPER.writeValueAsString(view.finding(finding)));
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(PULSE);
        if (bus.isHeard()) {
          pulse();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warn("the live stream missed a pulse: {}", e.toString());
      }
    }
  }

  private void pulse() {
    Set<TechniqueId> changed;
    synchronized (touched) {
      changed = Set.copyOf(touched);
      touched.clear();
    }
    if (!changed.isEmpty()) {
      for (Heat heat : findings.heat(Instant.EPOCH)) {
        if (changed.contains(heat.technique())) {
          bus.publish(
              "heat",
              "heat " + heat.technique(),
              () -> Json.MAPPER.writeValueAsString(HeatJson.of(heat)));
        }
      }
    }
    long version = status.version();
    pulsesLeft = version != lastVersion ? TAIL : pulsesLeft - 1;
    lastVersion = version;
    if (pulsesLeft > 0) {
      bus.publish("ingest", "ingest", () -> Json.MAPPER.writeValueAsString(status.now()));
    }
  }
}
