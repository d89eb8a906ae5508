package io.sextant.server.gateway;

import io.sextant.gateway.approval.ApprovalLimits;
import io.sextant.gateway.approval.Approvals;
import io.sextant.gateway.approval.Webhooks;
import io.sextant.gateway.config.GatewayConfig;
import io.sextant.gateway.config.PolicyFile;
import io.sextant.gateway.content.Detectors;
import io.sextant.gateway.proxy.Gateway;
import io.sextant.gateway.proxy.GatewayFigures;
import io.sextant.gateway.record.LedgerDecisions;
import io.sextant.ledger.log.LedgerFolder;
import io.sextant.server.live.LiveBus;
import io.sextant.server.telemetry.JsonLinesIntake;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The gateway of a server with what it needs: its ledger, its events, and its policy read again
/// when the file changes.
public final class GatewayService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayService.class);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final GatewayConfig config;
  private final LedgerDecisions ledger;
  private final DecisionLog decisions;
  private final PrincipalBook principals = new PrincipalBook();
  private final GatewayEvents events;
  private final Webhooks webhooks;
  private final Approvals approvals;
  private final Gateway gateway;
  private final PolicyDesk policies;
  private final Optional<Thread> watch;

  private GatewayService(
      GatewayPlan plan, LedgerDecisions ledger, GatewayEvents events, LiveBus bus, Clock clock)
      throws IOException {
    this.config = plan.config();
    this.ledger = ledger;
    Detectors detectors = Detectors.builtIn();
    this.decisions = new DecisionLog(ledger, detectors);
    config.principals().forEach(it -> decisions.met(it.id()));
    this.events = events;
    this.webhooks = new Webhooks(config.webhooks(), clock.now());
    this.approvals =
        new Approvals(
            ApprovalLimits.DEFAULT,
            ledger,
            new ApprovalFeed(bus, webhooks),
            clock.now(),
            clock.random());
    this.gateway =
        Gateway.start(
            config,
            detectors,
            approvals,
            new DecisionFeed(ledger, decisions, principals, bus),
            events,
            clock.now());
    this.policies = new PolicyDesk(plan, gateway, decisions, detectors, clock.now());
    this.watch =
        plan.policyFile()
            .map(file -> Thread.ofVirtual().name("policy-watch").unstarted(() -> watch(file)));
  }

  /// What makes two runs differ.
  private record Clock(InstantSource now, RandomGenerator random) {}

  /// Starts a gateway with its ledger in the data folder; when this returns it answers.
  ///
  /// @throws IOException when its port cannot be had
  /// @throws io.sextant.ledger.LedgerException when the ledger is in use or damaged
  public static GatewayService start(
      GatewayPlan plan, Path data, JsonLinesIntake intake, LiveBus bus, InstantSource now)
      throws IOException {
    LedgerDecisions ledger =
        LedgerDecisions.open(
            new LedgerFolder(data.resolve("ledger")), "sextant.local/gateway", now);
    GatewayService service;
    try {
      service =
          new GatewayService(
              plan, ledger, new GatewayEvents(intake), bus, new Clock(now, new SecureRandom()));
    } catch (IOException | RuntimeException e) {
      ledger.close();
      throw e;
    }
    service.events.start();
    service.webhooks.start();
    service.approvals.start();
    service.watch.ifPresent(Thread::start);
    return service;
  }

  private void watch(PolicyFile file) {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(LOOK);
        policies.look(file);
      } catch (InterruptedException e) {
        return;
      } catch (IOException | RuntimeException e) {
        LOG.error("the policy could not be read anew and stays as it is", e);
      }
    }
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

  PrincipalBook principals() {
    return principals;
  }

  /// How many requests somebody may send at once now.
  long remaining(String principal) {
    return gateway.remaining(principal);
  }

  PolicyDesk policies() {
    return policies;
  }

  /// What was decided.
  DecisionLog decisions() {
    return decisions;
  }

  /// What waits for a person.
  public Approvals approvals() {
    return approvals;
  }

  /// Events that wait for the store.
  public int waiting() {
    return events.waiting();
  }

  @Override
  public void close() {
    watch.ifPresent(Thread::interrupt);
    // What waits is given up first, or the gateway would wait for it.
    approvals.close();
    gateway.close();
    webhooks.close();
    events.close();
    ledger.close();
  }
}
