package io.sextant.server.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.sextant.gateway.inbound.Remainder;
import io.sextant.store.StoreException;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The HTTP server of API and pages: a table of [Routes] behind a [Gate], each request on a virtual
/// thread.
public final class WebServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

  /// A connection on which nothing moves is closed; live streams move every 15 s.
  private static final long IDLE_MILLISECONDS = 60_000;

  /// How long requests that run may take to end when the server stops.
  private static final long STOP_MILLISECONDS = 3_000;

  /// When to try again what the store could not do.
  private static final long RETRY_SECONDS = 5;

  private static final Problem CANNOT_STORE =
      Problem.of(
          503,
          Codes.CANNOT_STORE,
          "The store cannot do this now",
          "Its disk is full, or something else holds the database. See /health.");

  private static final int SELECTORS = 1;
  private static final int ACCEPTORS = 1;

  private final Javalin javalin;

  private WebServer(Javalin javalin) {
    this.javalin = javalin;
  }

  /// Serves the routes on an address; port 0 takes a free one.
  public static WebServer start(
      InetSocketAddress address, Routes routes, HostPolicy hosts, Authentication authentication) {
    Gate gate = new Gate(hosts, authentication);
    Javalin javalin =
        Javalin.create(config -> {
          settings(config, address);
          config.routes.before(context -> {
            SecurityHeaders.values().forEach(context::header);
            if (context.path().startsWith("/api/")) {
              context.header("Cache-Control", "no-store");
            }
            gate.checkHost(context);
          });
          routes.all().forEach(route -> install(config, gate, route));
          errors(config);
        });
    javalin.start();
    return new WebServer(javalin);
  }

  public int port() {
    return javalin.port();
  }

  @Override
  public void close() {
    javalin.stop();
  }

  private static void settings(JavalinConfig config, InetSocketAddress address) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = true;
    config.http.prefer405over404 = true;
    config.http.compressionStrategy = CompressionStrategy.GZIP;
    config.jetty.addConnector((server, http) -> connector(server, http, address));
    config.jetty.modifyServer(server -> server.setStopTimeout(STOP_MILLISECONDS));
  }

  private static ServerConnector connector(
      Server server, HttpConfiguration http, InetSocketAddress address) {
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRelativeRedirectAllowed(true);
    ServerConnector connector =
        new ServerConnector(server, ACCEPTORS, SELECTORS, new HttpConnectionFactory(http));
    connector.setHost(address.getHostString());
    connector.setPort(address.getPort());
    connector.setIdleTimeout(IDLE_MILLISECONDS);
    return connector;
  }

  private static void install(JavalinConfig config, Gate gate, Routes.Route route) {
    HandlerType method =
        switch (route.method()) {
          case GET -> HandlerType.GET;
          case POST -> HandlerType.POST;
          case PUT -> HandlerType.PUT;
          case PATCH -> HandlerType.PATCH;
          case DELETE -> HandlerType.DELETE;
        };
    config.routes.addHttpHandler(
        method,
        route.path(),
        context -> route.action().run(new Exchange(context, gate.admit(context, route))));
  }

  private static void errors(JavalinConfig config) {
    config.routes.exception(
        ProblemException.class,
        (exception, context) -> {
          exception
              .retryAfter()
              .ifPresent(wait ->
                  context.header("Retry-After", String.valueOf(Math.max(1, wait.toSeconds()))));
          if (exception.problem().status() == 401) {
            context.header("WWW-Authenticate", "Bearer");
          }
          write(context, exception.problem());
        });
    config.routes.exception(
        HttpResponseException.class,
        (exception, context) -> write(context, ofStatus(exception.getStatus())));
    config.routes.exception(
        EofException.class, (_, context) -> LOG.debug("the client left: {}", context.path()));
    config.routes.exception(
        StoreException.class,
        (exception, context) -> {
          LOG.warn("{} {}: {}", context.method(), context.path(), exception.getMessage());
          if (exception.reason().passes()) {
            context.header("Retry-After", Long.toString(RETRY_SECONDS));
            write(context, CANNOT_STORE);
          } else {
            write(context, ofStatus(500));
          }
        });
    config.routes.exception(
        Exception.class,
        (exception, context) -> {
          LOG.error("{} {} failed", context.method(), context.path(), exception);
          write(context, ofStatus(500));
        });
  }

  private static Problem ofStatus(int status) {
    return switch (status) {
      case 404 ->
          Problem.of(404, Codes.NOT_FOUND, "There is no such thing", "Nothing is served here.");
      case 405 -> Problem.of(405, Codes.METHOD, "The method is not taken", "See /openapi.yaml.");
      case 400 ->
          Problem.of(400, Codes.BAD_REQUEST, "The request is not right", "See /openapi.yaml.");
      default ->
          Problem.of(
              status,
              Codes.OUR_FAULT,
              "This is our fault",
              "The server's log says more. Please report it.");
    };
  }

  private static void write(Context context, Problem problem) {
    if (context.res().isCommitted()) {
      return;
    }
    if (context.header("Expect") == null) {
      drain(context);
    }
    context
        .status(problem.status())
        .contentType(Problem.MEDIA_TYPE)
        .result(Json.MAPPER.writeValueAsBytes(problem));
  }

  private static void drain(Context context) {
    try {
      Remainder.drop(context.req().getInputStream());
    } catch (IOException e) {
      LOG.debug("the client left: {}", context.path());
    }
  }

  /// The name of the cookie that carries a session.
  public static String sessionCookie() {
    return Gate.SESSION_COOKIE;
  }
}
