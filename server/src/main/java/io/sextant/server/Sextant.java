package io.sextant.server;

import io.sextant.atlas.attack.AttackLibrary;
import io.sextant.server.Engine.Telemetry;
import io.sextant.server.access.Access;
import io.sextant.server.access.AccessRoutes;
import io.sextant.server.atlas.AtlasRoutes;
import io.sextant.server.atlas.AttackRoutes;
import io.sextant.server.awareness.ExerciseRoutes;
import io.sextant.server.awareness.QuizRoutes;
import io.sextant.server.coverage.CoverageRoutes;
import io.sextant.server.coverage.FrameworkRoutes;
import io.sextant.server.detection.DetectionRoutes;
import io.sextant.server.example.Example;
import io.sextant.server.example.ExampleRoutes;
import io.sextant.server.example.ExampleSystems;
import io.sextant.server.gateway.ApprovalRoutes;
import io.sextant.server.gateway.DecisionRoutes;
import io.sextant.server.gateway.GatewayPlan;
import io.sextant.server.gateway.GatewayService;
import io.sextant.server.gateway.LedgerRoutes;
import io.sextant.server.gateway.PolicyRoutes;
import io.sextant.server.gateway.PrincipalRoutes;
import io.sextant.server.gateway.QuarantineRoutes;
import io.sextant.server.http.HostPolicy;
import io.sextant.server.http.Routes;
import io.sextant.server.http.WebServer;
import io.sextant.server.inspect.InspectRoutes;
import io.sextant.server.inspect.SharedEncoder;
import io.sextant.server.layer.LayerRoutes;
import io.sextant.server.live.LiveRoutes;
import io.sextant.server.operation.Figures;
import io.sextant.server.operation.Health;
import io.sextant.server.operation.OperationRoutes;
import io.sextant.server.pages.PageRoutes;
import io.sextant.server.search.SearchRoutes;
import io.sextant.server.system.DiscoveryRoutes;
import io.sextant.server.system.SystemRoutes;
import io.sextant.server.taxii.TaxiiRoutes;
import io.sextant.server.telemetry.IngestJson.Endpoint;
import io.sextant.server.telemetry.OtlpGrpcReceiver;
import io.sextant.server.telemetry.OtlpHttpReceiver;
import io.sextant.server.telemetry.OtlpSource;
import io.sextant.server.telemetry.TelemetryRoutes;
import io.sextant.server.threat.ControlFolder;
import io.sextant.server.threat.ThreatModel;
import io.sextant.server.threat.ThreatRoutes;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A running server: the one place where everything is put together, by plain constructors.
/// [Engine] is what works without a network; here are its doors.
///
/// [#close] stops it in order: no new telemetry, requests under way finish and are stored, the
/// batch being searched is recorded, the store is folded and given up.
public final class Sextant implements AutoCloseable {
  private final SextantConfig config;
  private final Closing closing;
  private final Engine engine;
  private final Access access;
  private final Routes routes = new Routes();
  private final OtlpHttpReceiver otlpHttp;
  private final OtlpGrpcReceiver otlpGrpc;
  private final SharedEncoder encoder;
  private final WebServer web;
  private final Optional<GatewayService> gateway;

  /// Starts a server; when this returns it answers.
  ///
  /// @throws StartFailure when a port or the data folder cannot be had
  public static Sextant start(SextantConfig config) {
    Ports.check(config.listen(), config.gateway().map(GatewayPlan::config));
    Closing closing = new Closing();
    try {
      return new Sextant(config, closing);
    } catch (Exception e) {
      closing.close();
      throw StartFailure.of(e);
    }
  }

  private Sextant(SextantConfig config, Closing closing) throws Exception {
    this.config = config;
    this.closing = closing;
    ListenConfig listen = config.listen();
    engine = new Engine(config, closing);
    boolean openIngestion = listen.isLoopback() && !config.ingest().requireToken();
    access = new Access(engine.store().tokens(), engine.ids(), engine.clock(), openIngestion);
    Telemetry telemetry = engine.telemetry();
    OtlpSource otlp = new OtlpSource(config.ingest().limits(), engine.clock(), engine.ids());
    otlpHttp =
        closing.add(
            OtlpHttpReceiver.start(
                listen.address(listen.otlpHttpPort()), telemetry.intake(), otlp, access));
    otlpGrpc =
        closing.add(
            OtlpGrpcReceiver.start(
                listen.address(listen.otlpGrpcPort()), telemetry.intake(), otlp, access));
    encoder = closing.add(new SharedEncoder());
    gateway =
        config.gateway().isEmpty()
            ? Optional.empty()
            : Optional.of(gateway(config.gateway().get()));
    Example example = new Example(telemetry.jsonLines(), engine.clock(), config.data());
    ExampleSystems exampleSystems =
        new ExampleSystems(
            engine.store().systems(), engine.store().decisions(), engine.clock(), config.data());
    exampleSystems.first();
    addRoutes(example, exampleSystems);
    web =
        closing.add(WebServer.start(listen.address(listen.port()), routes, hosts(listen), access));
    closing.add(engine.detection().bus());
    closing.add(telemetry.intake()::stop);
    engine.announce(pages(), endpoints());
    engine.start();
    if (config.tour()) {
      example.load();
    }
  }

  private void addRoutes(Example example, ExampleSystems exampleSystems) {
    var detection = engine.detection();
    var telemetry = engine.telemetry();
    Figures figures = closing.add(new Figures());
    engine.tell(figures);
    gateway.ifPresent(figures::gateway);
    new OperationRoutes(engine.tell(new Health()), figures, config.version()).addTo(routes);
    new AccessRoutes(access, config.listen().isSecure(), config.version()).addTo(routes);
    new AtlasRoutes(engine.library(), detection.view()).addTo(routes);
    new AttackRoutes(engine.library(), new AttackLibrary(config.data().resolve("attack")))
        .addTo(routes);
    new DetectionRoutes(
            engine.store().findings(),
            engine.store().events(),
            detection.workspace()::book,
            detection.view(),
            engine.clock())
        .addTo(routes);
    new SearchRoutes(engine.library(), detection.workspace()::book, engine.store().findings())
        .addTo(routes);
    new TelemetryRoutes(
            engine.store().events(), telemetry.figures(), telemetry.status(), telemetry.jsonLines())
        .addTo(routes);
    new LayerRoutes(engine.store().layers(), engine.ids(), engine.clock()).addTo(routes);
    new ApprovalRoutes(gateway.map(GatewayService::approvals)).addTo(routes);
    new QuarantineRoutes(gateway).addTo(routes);
    new DecisionRoutes(gateway).addTo(routes);
    new LedgerRoutes(gateway).addTo(routes);
    new PolicyRoutes(gateway).addTo(routes);
    new PrincipalRoutes(gateway).addTo(routes);
    new InspectRoutes(encoder).addTo(routes);
    new ExerciseRoutes(
            engine.library(), detection.view(), engine.store().runs(), engine.ids(), engine.clock())
        .addTo(routes);
    new QuizRoutes(engine.library(), engine.store().cards(), engine.clock()).addTo(routes);
    addSystems();
    new LiveRoutes(detection.bus()).addTo(routes);
    new TaxiiRoutes(engine.library(), this::pages).addTo(routes);
    new ExampleRoutes(example, exampleSystems).addTo(routes);
    new PageRoutes().addTo(routes);
  }

  private void addSystems() {
    var store = engine.store();
    ThreatModel model =
        new ThreatModel(
            engine.library(),
            store.decisions(),
            new ControlFolder(config.data().resolve("controls"), engine.library()),
            () -> engine.detection().workspace().book().pack(),
            engine.clock());
    new SystemRoutes(store.systems(), engine.clock()).addTo(routes);
    new DiscoveryRoutes(store.systems(), store.events(), engine.clock()).addTo(routes);
    new ThreatRoutes(store.systems(), store.decisions(), store.findings(), model, engine.clock())
        .addTo(routes);
    new CoverageRoutes(store.systems(), store.findings(), model).addTo(routes);
    new FrameworkRoutes(store.systems(), store.findings(), model).addTo(routes);
  }

  /// The table of routes, in the order in which they are tried.
  public Routes routes() {
    return routes;
  }

  /// Where the pages are.
  public URI pages() {
    return config.listen().publicUrl().orElseGet(() -> config.listen().shown(web.port()));
  }

  /// Where OTLP/HTTP exporters send to.
  public URI otlpHttp() {
    return config.listen().shown(otlpHttp.port());
  }

  /// Where OTLP/gRPC exporters send to.
  public URI otlpGrpc() {
    return config.listen().shown(otlpGrpc.port());
  }

  /// Where the gateway listens, when there is one.
  public Optional<URI> gateway() {
    return gateway.map(it -> {
      URI shown = new ListenConfig(it.config().host(), 0, 0, 0, Optional.empty()).shown(it.port());
      return it.config().tls().isEmpty()
          ? shown
          : URI.create(shown.toString().replaceFirst("^http:", "https:"));
    });
  }

  private GatewayService gateway(GatewayPlan plan) throws IOException {
    return closing.add(
        GatewayService.start(
            plan,
            config.data(),
            engine.store().agents(),
            engine.telemetry().own(),
            engine.detection().bus(),
            encoder::get,
            engine.clock()));
  }

  /// A new link that signs a browser in once.
  public URI signInLink() {
    return pages().resolve("/sign-in?token=" + access.signInLink().reveal());
  }

  /// Tokens and sessions.
  public Access access() {
    return access;
  }

  @Override
  public void close() {
    closing.close();
  }

  private List<Endpoint> endpoints() {
    return List.of(
        new Endpoint("OTLP/HTTP", otlpHttp().toString(), "listening"),
        new Endpoint("OTLP/gRPC", otlpGrpc().toString(), "listening"),
        new Endpoint("JSON lines", pages().resolve("/api/v1/events").toString(), "listening"));
  }

  private static HostPolicy hosts(ListenConfig listen) {
    Set<String> names =
        listen.publicUrl().stream()
            .flatMap(url -> java.util.stream.Stream.ofNullable(url.getHost()))
            .collect(Collectors.toSet());
    return new HostPolicy(listen.host(), names);
  }
}
