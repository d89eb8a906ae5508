package io.sextant.server.gateway;

import io.sextant.core.tool.AgentMemory;
import io.sextant.gateway.approval.ApprovalFolder;
import io.sextant.gateway.approval.ApprovalLimits;
import io.sextant.gateway.approval.Approvals;
import io.sextant.gateway.approval.Webhooks;
import io.sextant.gateway.config.GatewayConfig;
import io.sextant.gateway.content.Detectors;
import io.sextant.gateway.ingest.DataGate;
import io.sextant.gateway.proxy.Gateway;
import io.sextant.gateway.proxy.GatewayFigures;
import io.sextant.gateway.record.LedgerDecisions;
import io.sextant.inspect.attack.Experience;
import io.sextant.inspect.attack.PromptInspector;
import io.sextant.inspect.attack.SecondStage;
import io.sextant.ledger.log.LedgerFolder;
import io.sextant.server.live.LiveBus;
import io.sextant.server.telemetry.OwnIntake;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
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
  private final DataGate data;
  private final Gateway gateway;
  private final PolicyDesk policies;
  private final Optional<Thread> watch;

  private GatewayService(
      GatewayPlan plan,
      LedgerDecisions ledger,
      Path folder,
      AgentMemory agents,
      GatewayEvents events,
      LiveBus bus,
      Supplier<SecondStage> encoder,
      Clock clock)
      throws IOException {
    this.config = plan.config();
    this.ledger = ledger;
    Detectors detectors = detectors(config, encoder);
    this.decisions = new DecisionLog(ledger, detectors);
    config.principals().forEach(it -> decisions.met(it.id()));
    this.events = events;
    this.webhooks = new Webhooks(config.webhooks(), clock.now());
    this.approvals =
        new Approvals(
            ApprovalLimits.DEFAULT,
            ledger,
            ApprovalFolder.open(folder.resolve("approvals"), ledger.vault()),
            new ApprovalFeed(bus, webhooks),
            clock.now(),
            clock.random());
    ShadowBook shadows = new ShadowBook(events, clock.now());
    DecisionFeed feed = new DecisionFeed(ledger, decisions, principals, bus);
    this.data =
        DataGate.open(
            config.ingest(),
            new DataGate.Services(detectors, feed, ledger, events, clock.now(), clock.random()),
            folder.resolve("quarantine"));
    try {
      this.gateway =
          Gateway.start(
              config, detectors, approvals, Optional.of(data), agents, feed, shadows, clock.now());
    } catch (IOException | RuntimeException e) {
      data.close();
      throw e;
    }
    this.policies =
        new PolicyDesk(plan, gateway, ledger, decisions, detectors, shadows, clock.now());
    List<Look> looks = new ArrayList<>();
    plan.policyFile().ifPresent(file -> looks.add(() -> policies.look(file)));
    plan.dataPolicyFile()
        .ifPresent(file -> looks.add(() -> policies.look(file, data::use, "the policy for data")));
    this.watch =
        looks.isEmpty()
            ? Optional.empty()
            : Optional.of(Thread.ofVirtual().name("policy-watch").unstarted(() -> watch(looks)));
  }

  /// @throws IOException if the second stage is asked for and cannot run on this machine
  private static Detectors detectors(GatewayConfig config, Supplier<SecondStage> encoder)
      throws IOException {
    if (!config.encoder()) {
      return Detectors.builtIn();
    }
    try {
      return new Detectors(PromptInspector.builtIn(Experience.none(), Optional.of(encoder.get())));
    } catch (IllegalStateException e) {
      throw new IOException(
          e.getMessage() + "; leave out 'inspection: {encoder: true}' to go on without it", e);
    }
  }

  /// Looks whether a file was changed.
  @FunctionalInterface
  private interface Look {
    void now() throws IOException;
  }

  /// What makes two runs differ.
  private record Clock(InstantSource now, RandomGenerator random) {}

  /// Starts a gateway with its ledger in the data folder; when this returns it answers.
  ///
  /// @param encoder gives the second stage of inspection if the configuration asks for it
  /// @throws IOException when its port cannot be had, or the second stage cannot run
  /// @throws io.sextant.ledger.LedgerException when the ledger is in use or damaged
  public static GatewayService start(
      GatewayPlan plan,
      Path data,
      AgentMemory agents,
      OwnIntake intake,
      LiveBus bus,
      Supplier<SecondStage> encoder,
      InstantSource now)
      throws IOException {
    LedgerDecisions ledger =
        LedgerDecisions.open(new LedgerFolder(data.resolve("ledger")), LedgerDecisions.ORIGIN, now);
    GatewayService service;
    try {
      service =
          new GatewayService(
              plan,
              ledger,
              data,
              agents,
              new GatewayEvents(intake::event, intake::store),
              bus,
              encoder,
              new Clock(now, new SecureRandom()));
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

  private static void watch(List<Look> looks) {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(LOOK);
      } catch (InterruptedException e) {
        return;
      }
      for (Look look : looks) {
        try {
          look.now();
        } catch (IOException | RuntimeException e) {
          LOG.error("a policy could not be read anew and stays as it is", e);
        }
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

  /// What was decided about data.
  public DataGate data() {
    return data;
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
    try {
      data.close();
    } catch (IOException e) {
      LOG.error("the quarantine could not be closed in order", e);
    }
    webhooks.close();
    events.close();
    ledger.close();
  }
}
