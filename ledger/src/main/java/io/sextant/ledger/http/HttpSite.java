package io.sextant.ledger.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sextant.ledger.LedgerException;
import io.sextant.ledger.log.DurableFiles;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Carries a site by the JDK's HTTP server, a virtual thread for each request.
public final class HttpSite implements AutoCloseable {
  /// Largest request body, in bytes; a witness is asked with a few KiB.
  private static final int MAX_BODY = 1 << 17;

  private static final int NO_BODY = -1;

  private final HttpServer server;
  private final ExecutorService threads;
  private final Site site;

  private HttpSite(HttpServer server, Site site) {
    this.server = server;
    this.site = site;
    threads = Executors.newVirtualThreadPerTaskExecutor();
  }

  /// Listens.
  ///
  /// @param port 0 for any that is free
  /// @throws LedgerException INACCESSIBLE when the port is taken
  public static HttpSite start(String host, int port, Site site) {
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress(host, port), 0);
      HttpSite carried = new HttpSite(server, site);
      server.setExecutor(carried.threads);
      server.createContext("/", carried::handle);
      server.start();
      return carried;
    } catch (IOException e) {
      throw DurableFiles.failure("cannot listen on " + host + ":" + port, e);
    }
  }

  public URI address() {
    InetSocketAddress address = server.getAddress();
    String host = address.getAddress().getHostAddress();
    return URI.create(
        "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort() + "/");
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
      String path = exchange.getRequestURI().getRawPath().replaceFirst("^/", "");
      Answer answer =
          body.length > MAX_BODY
              ? Answer.text(Answer.TOO_LARGE, "the request is too large\n")
              : answer(exchange.getRequestMethod(), path, body);
      exchange.getResponseHeaders().set("Content-Type", answer.contentType());
      exchange.getResponseHeaders().set("Cache-Control", answer.cacheControl());
      exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(
          answer.status(), head || answer.body().length == 0 ? NO_BODY : answer.body().length);
      if (!head && answer.body().length > 0) {
        exchange.getResponseBody().write(answer.body());
      }
    }
  }

  private Answer answer(String method, String path, byte[] body) {
    try {
      return site.answer(method, path, body);
    } catch (LedgerException e) {
      return Answer.text(Answer.FAILED, "this cannot be answered now\n");
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
