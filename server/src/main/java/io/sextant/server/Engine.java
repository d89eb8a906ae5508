package io.sextant.server;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.core.IdSource;
import io.sextant.core.Uuid7;
import io.sextant.core.telemetry.JsonNormalizer;
import io.sextant.gateway.content.EventInspection;
import io.sextant.server.detection.DetectionLoop;
import io.sextant.server.detection.DetectionView;
import io.sextant.server.detection.Journal;
import io.sextant.server.detection.RuleWatch;
import io.sextant.server.detection.RuleWorkspace;
import io.sextant.server.detection.RulesConfig;
import io.sextant.server.detection.TechniqueNames;
import io.sextant.server.live.LiveBus;
import io.sextant.server.live.LiveFeed;
import io.sextant.server.operation.Figures;
import io.sextant.server.operation.Health;
import io.sextant.server.operation.Health.Result;
import io.sextant.server.operation.Retention;
import io.sextant.server.telemetry.IngestFigures;
import io.sextant.server.telemetry.IngestJson.Endpoint;
import io.sextant.server.telemetry.IngestStatus;
import io.sextant.server.telemetry.Intake;
import io.sextant.server.telemetry.JsonLinesIntake;
import io.sextant.server.telemetry.OwnIntake;
import io.sextant.server.telemetry.WriteHealth;
import io.sextant.store.DataFolder;
import io.sextant.store.SqliteStore;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/// What a server does, without its doors: store, intake, rules, the search of the journal, and the
/// feed of what happens.
final class Engine {
  private static final long MEBIBYTE = 1 << 20;

  private final InstantSource clock = InstantSource.system();
  private final IdSource ids = new Uuid7(clock, new SecureRandom());
  private final AtomicReference<List<Endpoint>> endpoints = new AtomicReference<>(List.of());
  private final DataFolder folder;
  private final SqliteStore store;
  private final AtlasLibrary library;
  private final Telemetry telemetry;
  private final Detection detection;
  private final Retention retention;

  /// The parts that take telemetry in.
  record Telemetry(
      IngestFigures figures,
      WriteHealth writes,
      Intake intake,
      JsonLinesIntake jsonLines,
      OwnIntake own,
      IngestStatus status) {}

  /// The parts that find things in it and tell.
  record Detection(
      RuleWorkspace workspace,
      RuleWatch watch,
      DetectionLoop loop,
      DetectionView view,
      LiveBus bus,
      LiveFeed feed) {}

  Engine(SextantConfig config, Closing closing) {
    folder = closing.add(DataFolder.open(config.data()));
    library =
        AtlasLibrary.open(config.data().resolve("releases"), config.data().resolve("overlays"));
    // Reading the rules and opening the database are the two long parts of a start.
    CompletableFuture<RuleWorkspace> rules =
        CompletableFuture.supplyAsync(() -> workspace(config), Thread::startVirtualThread);
    store = closing.add(SqliteStore.open(folder));
    Journal journal = new Journal(store.events());
    telemetry = telemetry(config, journal);
    detection = detection(rules.join(), journal);
    retention = new Retention(config.retention(), store.events(), clock);
    closing.add(detection.loop());
    closing.add(retention);
    closing.add(detection.watch());
    closing.add(detection.feed());
  }

  private Telemetry telemetry(SextantConfig config, Journal journal) {
    IngestFigures figures = new IngestFigures(clock);
    WriteHealth writes = new WriteHealth();
    Intake intake = new Intake(config.ingest(), store.events(), figures, writes, journal::appended);
    JsonNormalizer normalizer = new JsonNormalizer(config.ingest().limits(), clock, ids);
    JsonLinesIntake jsonLines = new JsonLinesIntake(intake, normalizer);
    OwnIntake own = new OwnIntake(intake, normalizer);
    IngestStatus status =
        new IngestStatus(intake, figures, store.events(), store.findings(), endpoints::get);
    return new Telemetry(figures, writes, intake, jsonLines, own, status);
  }

  private RuleWorkspace workspace(SextantConfig config) {
    List<Path> folders =
        Stream.concat(Stream.of(config.data().resolve("rules")), config.rules().stream()).toList();
    return new RuleWorkspace(
        new RulesConfig(folders, RulesConfig.LOOK), library, EventInspection.builtIn());
  }

  private Detection detection(RuleWorkspace workspace, Journal journal) {
    RuleWatch watch = new RuleWatch(workspace, RulesConfig.LOOK, journal::wake);
    DetectionView view =
        new DetectionView(workspace::book, store.findings(), new TechniqueNames(library));
    LiveBus bus = new LiveBus();
    LiveFeed feed = new LiveFeed(bus, view, store.findings(), telemetry.status());
    DetectionLoop loop =
        new DetectionLoop(journal, store.findings(), workspace::book, ids, clock, feed::findings);
    return new Detection(workspace, watch, loop, view, bus, feed);
  }

  /// Begins to search, watch and prune.
  void start() {
    detection.loop().start();
    detection.watch().start();
    detection.feed().start();
    retention.start();
  }

  /// Where the pages are and where telemetry can be sent, once that is known.
  void announce(URI pages, List<Endpoint> known) {
    folder.announce(pages.toString());
    endpoints.set(List.copyOf(known));
  }

  void tell(Figures figures) {
    figures.ingestion(telemetry.figures(), telemetry.intake());
    figures.detection(detection.loop(), detection.workspace()::book);
    figures.store(store.events());
    figures.live(detection.bus());
  }

  Health tell(Health health) {
    return health
        .with("store", this::storeHealth)
        .with(
            "detection",
            () ->
                detection.loop().works()
                    ? Result.up("searched through event " + detection.loop().mark())
                    : Result.down("the search of the journal stands still; the log says why"))
        .with(
            "rules",
            () -> Result.up(detection.workspace().book().pack().headers().size() + " in force"));
  }

  private Result storeHealth() {
    if (telemetry.writes().failure().isPresent()) {
      return Result.down(telemetry.writes().failure().get());
    }
    return store.answers()
        ? Result.up(folder.usableBytes() / MEBIBYTE + " MiB free on its disk")
        : Result.down("the database does not answer");
  }

  InstantSource clock() {
    return clock;
  }

  IdSource ids() {
    return ids;
  }

  SqliteStore store() {
    return store;
  }

  AtlasLibrary library() {
    return library;
  }

  Telemetry telemetry() {
    return telemetry;
  }

  Detection detection() {
    return detection;
  }
}
