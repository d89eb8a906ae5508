package io.sextant.server.telemetry;

import io.sextant.server.http.Authentication;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// The OTLP/HTTP receiver: one bare Jetty handler on a port of its own, each request on a virtual
/// thread.
///
/// Its interface is five paths that never change, so a router would only cost.
public final class OtlpHttpReceiver implements AutoCloseable {
  private static final int THREADS = 16;
  private static final int MIN_THREADS = 2;
  private static final long IDLE_MILLISECONDS = 30_000;
  private static final long STOP_MILLISECONDS = 5_000;

  private final Server server;
  private final ServerConnector connector;

  private OtlpHttpReceiver(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /// Receives on an address; port 0 takes a free one.
  public static OtlpHttpReceiver start(
      InetSocketAddress address, Intake intake, OtlpSource source, Authentication authentication)
      throws Exception {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, MIN_THREADS);
    threads.setName("otlp-http");
    threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
    Server server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(address.getHostString());
    connector.setPort(address.getPort());
    connector.setIdleTimeout(IDLE_MILLISECONDS);
    server.addConnector(connector);
    server.setHandler(new OtlpHttpHandler(intake, source.reader(), authentication));
    server.setStopTimeout(STOP_MILLISECONDS);
    server.start();
    return new OtlpHttpReceiver(server, connector);
  }

  public int port() {
    return connector.getLocalPort();
  }

  /// Stops listening, lets requests under way finish, then closes.
  @Override
  public void close() {
    try {
      server.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException("the OTLP/HTTP receiver did not stop", e);
    }
  }
}
