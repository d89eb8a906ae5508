package io.sextant.gateway.outbound;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// What holds for every client that asks servers of the operator's choice on behalf of others.
public final class ServerClient {
  private static final int CONNECTIONS = 1_024;
  private static final int CONNECT_MS = 5_000;
  private static final int THREADS = 64;

  private ServerClient() {}

  /// Starts a client; what is its own is set before.
  ///
  /// @param name of its threads
  /// @return the same
  public static HttpClient start(HttpClient client, String name) {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS);
    threads.setName(name);
    threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
    client.setExecutor(threads);
    client.setMaxConnectionsPerDestination(CONNECTIONS);
    client.setMaxRequestsQueuedPerDestination(CONNECTIONS);
    client.setConnectTimeout(CONNECT_MS);
    // A redirect could lead anywhere; the addresses of servers are the operator's.
    client.setFollowRedirects(false);
    client.setUserAgentField(null);
    // A cookie for one client must not come with the request of another.
    client.setHttpCookieStore(new HttpCookieStore.Empty());
    try {
      client.start();
    } catch (Exception e) {
      throw new IllegalStateException("the client '" + name + "' cannot start", e);
    }
    client.getContentDecoderFactories().clear();
    return client;
  }
}
