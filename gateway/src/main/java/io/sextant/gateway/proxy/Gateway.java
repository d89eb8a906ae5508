package io.sextant.gateway.proxy;

import io.sextant.core.policy.Policy;
import io.sextant.core.tool.AgentMemory;
import io.sextant.gateway.access.LocalMeter;
import io.sextant.gateway.access.Meter;
import io.sextant.gateway.access.PostgresMeters;
import io.sextant.gateway.access.Principals;
import io.sextant.gateway.access.Quotas;
import io.sextant.gateway.access.RateLimit;
import io.sextant.gateway.access.TokenVerifier;
import io.sextant.gateway.approval.Approvals;
import io.sextant.gateway.config.GatewayConfig;
import io.sextant.gateway.config.LimitConfig;
import io.sextant.gateway.config.LimitConfig.SharedLimits;
import io.sextant.gateway.content.Detectors;
import io.sextant.gateway.ingest.DataGate;
import io.sextant.gateway.mcp.McpDoor;
import io.sextant.gateway.mcp.McpServices;
import io.sextant.gateway.record.Decisions;
import io.sextant.gateway.record.Events;
import io.sextant.gateway.sequence.Sequences;
import io.sextant.gateway.tls.FreshCertificates;
import io.sextant.gateway.tls.TlsContexts;
import java.io.IOException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// A running gateway: a door of its own, behind which every request is decided.
///
/// [#close] takes no new requests and lets those under way end.
public final class Gateway implements AutoCloseable {
  private static final int THREADS = 64;
  private static final int CONNECTIONS = 10_000;

  /// Connections that may wait to be taken: many clients may begin at the same moment.
  private static final int WAITING = 1_024;

  private static final int HEADER_BYTES = 16 << 10;

  /// Held by every stream for as long as it lasts.
  private static final int BUFFER_BYTES = 4 << 10;

  /// Longest silence of a client in the middle of a request; answers may take longer.
  private static final Duration IDLE = Duration.ofSeconds(30);

  private static final Duration STOP = Duration.ofSeconds(5);

  private final AtomicReference<Policy> policy;
  private final GatewayFigures figures = new GatewayFigures();
  private final Upstreams upstreams;
  private final RateLimit rate;
  private final McpDoor mcp;
  private final Server server;
  private final ServerConnector connector;
  private final Optional<FreshCertificates> certificates;
  private final Optional<PostgresMeters> meters;

  private Gateway(
      GatewayConfig config,
      Detectors detectors,
      Approvals approvals,
      Optional<DataGate> data,
      AgentMemory agents,
      Decisions decisions,
      Events events,
      InstantSource clock)
      throws Exception {
    policy = new AtomicReference<>(config.policy());
    upstreams = new Upstreams(config.upstreams(), config.limits(), clock);
    QueuedThreadPool threads = new QueuedThreadPool(THREADS);
    threads.setName("gateway");
    threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
    server = new Server(threads);
    server.setStopTimeout(STOP.toMillis());
    Optional<SslContextFactory.Server> tls =
        config.tls().isEmpty()
            ? Optional.empty()
            : Optional.of(TlsContexts.of(config.tls().get(), clock));
    connector = connector(tls);
    certificates = tls.map(it -> new FreshCertificates(it, config.tls().orElseThrow(), clock));
    connector.setHost(config.host());
    connector.setPort(config.port());
    connector.setIdleTimeout(IDLE.toMillis());
    connector.setAcceptQueueSize(WAITING);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(CONNECTIONS, connector));
    meters = meters(config.limits());
    Meter.Source source = meters.isPresent() ? meters.get() : LocalMeter.source(System::nanoTime);
    rate =
        new RateLimit(
            "requests", config.limits().requestsPerMinute(), config.limits().burst(), source);
    mcp =
        new McpDoor(
            config.mcp(),
            config.host(),
            new McpServices(
                policy::get,
                detectors,
                approvals,
                agents,
                decisions,
                events,
                config.limits(),
                clock,
                figures::decided));
    server.setHandler(
        new GatewayHandler(
            mcp,
            new Services(
                policy::get,
                detectors,
                new Principals(
                    config.principals(), config.tokens().map(it -> new TokenVerifier(it, clock))),
                rate,
                new Quotas(config.quotas(), config.prices(), source),
                new Watch(new Sequences(new SecureRandom().nextLong())),
                upstreams,
                approvals,
                data.map(it -> new DataRequests(it, config.limits().bodyBytes())),
                decisions,
                events,
                config.limits(),
                clock,
                figures)));
  }

  private static Optional<PostgresMeters> meters(LimitConfig limits) throws IOException {
    if (limits.shared().isEmpty()) {
      return Optional.empty();
    }
    SharedLimits shared = limits.shared().get();
    try {
      return Optional.of(PostgresMeters.open(shared.url(), shared.user(), shared.password()));
    } catch (SQLException e) {
      throw new IOException(
          "the database of limits at " + shared.url() + " cannot be used: " + e.getMessage(), e);
    }
  }

  private ServerConnector connector(Optional<SslContextFactory.Server> tls) {
    HttpConfiguration http = http();
    if (tls.isEmpty()) {
      return new ServerConnector(server, connections(http));
    }
    // Clients check the name of the gateway; it has nothing to gain from checking theirs for it.
    http.addCustomizer(new SecureRequestCustomizer(false));
    return new ServerConnector(
        server,
        new SslConnectionFactory(tls.get(), HttpVersion.HTTP_1_1.asString()),
        connections(http));
  }

  private static HttpConnectionFactory connections(HttpConfiguration http) {
    HttpConnectionFactory connections = new HttpConnectionFactory(http);
    connections.setInputBufferSize(BUFFER_BYTES);
    return connections;
  }

  private static HttpConfiguration http() {
    HttpConfiguration http = new HttpConfiguration();
    http.setRequestHeaderSize(HEADER_BYTES);
    http.setOutputBufferSize(BUFFER_BYTES);
    http.setSendServerVersion(false);
    http.setSendDateHeader(true);
    // What two servers might read differently is refused (RFC 9112 §11.2, request smuggling).
    http.setHttpCompliance(HttpCompliance.RFC9110);
    http.setUriCompliance(UriCompliance.RFC3986);
    return http;
  }

  /// Starts a gateway that takes no data to check; when this returns it answers.
  ///
  /// @param approvals started and closed by the caller, before and after
  /// @param agents what was known of agents and tools before
  /// @throws IOException when its port or the database of limits cannot be had
  public static Gateway start(
      GatewayConfig config,
      Detectors detectors,
      Approvals approvals,
      AgentMemory agents,
      Decisions decisions,
      Events events,
      InstantSource clock)
      throws IOException {
    return start(config, detectors, approvals, Optional.empty(), agents, decisions, events, clock);
  }

  /// Starts a gateway; when this returns it answers.
  ///
  /// @param approvals started and closed by the caller, before and after
  /// @param data closed by the caller, after
  /// @param agents what was known of agents and tools before
  /// @throws IOException when its port or the database of limits cannot be had
  public static Gateway start(
      GatewayConfig config,
      Detectors detectors,
      Approvals approvals,
      Optional<DataGate> data,
      AgentMemory agents,
      Decisions decisions,
      Events events,
      InstantSource clock)
      throws IOException {
    Gateway gateway;
    try {
      gateway = new Gateway(config, detectors, approvals, data, agents, decisions, events, clock);
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the gateway cannot start", e);
    }
    try {
      gateway.server.start();
      gateway.certificates.ifPresent(FreshCertificates::start);
      return gateway;
    } catch (IOException e) {
      gateway.close();
      throw e;
    } catch (Exception e) {
      gateway.close();
      throw new IllegalStateException("the gateway cannot start", e);
    }
  }

  /// The port it listens on.
  public int port() {
    return connector.getLocalPort();
  }

  /// Puts another policy in force for requests that come from now on.
  public void use(Policy other) {
    policy.set(other);
  }

  /// How many requests somebody may send at once now.
  public long remaining(String principal) {
    return rate.remaining(principal);
  }

  public GatewayFigures figures() {
    return figures;
  }

  @Override
  public void close() {
    certificates.ifPresent(FreshCertificates::close);
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the gateway did not stop in order", e);
    } finally {
      mcp.close();
      upstreams.close();
      meters.ifPresent(PostgresMeters::close);
    }
  }
}
