package io.sextant.server.gateway;

import io.sextant.core.document.Issue;
import io.sextant.core.policy.PolicyReader;
import io.sextant.gateway.config.GatewayConfig;
import io.sextant.gateway.config.PolicyFile;
import io.sextant.gateway.content.Detectors;
import io.sextant.gateway.proxy.Gateway;
import io.sextant.gateway.proxy.GatewayFigures;
import io.sextant.gateway.record.LedgerDecisions;
import io.sextant.ledger.log.LedgerFolder;
import io.sextant.server.telemetry.JsonLinesIntake;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The gateway of a server with what it needs: its ledger, its events, and its policy read again
/// when the file changes.
public final class GatewayService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayService.class);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final GatewayConfig config;
  private final LedgerDecisions decisions;
  private final GatewayEvents events;
  private final Gateway gateway;
  private final Optional<Thread> watch;

  private GatewayService(
      GatewayPlan plan, LedgerDecisions decisions, GatewayEvents events, Gateway gateway) {
    this.config = plan.config();
    this.decisions = decisions;
    this.events = events;
    this.gateway = gateway;
    this.watch =
        plan.policyFile()
            .map(file -> Thread.ofVirtual().name("policy-watch").unstarted(() -> watch(file)));
  }

  /// Starts a gateway with its ledger in the data folder; when this returns it answers.
  ///
  /// @throws IOException when its port cannot be had
  /// @throws io.sextant.ledger.LedgerException when the ledger is in use or damaged
  public static GatewayService start(
      GatewayPlan plan, Path data, JsonLinesIntake intake, InstantSource clock) throws IOException {
    LedgerDecisions decisions =
        LedgerDecisions.open(
            new LedgerFolder(data.resolve("ledger")), "sextant.local/gateway", clock);
    GatewayEvents events = new GatewayEvents(intake);
    Gateway gateway;
    try {
      gateway = Gateway.start(plan.config(), Detectors.builtIn(), decisions, events, clock);
    } catch (IOException | RuntimeException e) {
      decisions.close();
      throw e;
    }
    GatewayService service = new GatewayService(plan, decisions, events, gateway);
    events.start();
    service.watch.ifPresent(Thread::start);
    return service;
  }

  private void watch(PolicyFile file) {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(LOOK);
        file.ifChanged().ifPresent(this::use);
      } catch (InterruptedException e) {
        return;
      } catch (IOException | RuntimeException e) {
        LOG.error("the policy could not be read anew and stays as it is", e);
      }
    }
  }

  private void use(PolicyReader.Result result) {
    result
        .policy()
        .ifPresentOrElse(
            policy -> {
              gateway.use(policy);
              LOG.info("the policy {} is in force, digest {}", policy.id(), policy.digest());
            },
            () ->
                LOG.error(
                    "the policy has mistakes, so the one before stays in force: {}",
                    result.issues().stream().map(Issue::message).toList()));
  }

  /// Where it listens.
  public int port() {
    return gateway.port();
  }

  public GatewayConfig config() {
    return config;
  }

  public GatewayFigures figures() {
    return gateway.figures();
  }

  /// Events that wait for the store.
  public int waiting() {
    return events.waiting();
  }

  @Override
  public void close() {
    watch.ifPresent(Thread::interrupt);
    gateway.close();
    events.close();
    decisions.close();
  }
}
