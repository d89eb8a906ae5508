package io.sextant.testing.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.server.operation.Logs;
import java.io.InputStream;
import java.io.OutputStream;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// The processes that the gateway is measured with: a model's server that always answers the same,
/// and two proxies that do nothing but pass on, one made of the same parts as the gateway and one
/// that is Jetty's own.
///
/// `java … GatewayPeers model`, `java … GatewayPeers proxy URL` or `java … GatewayPeers jetty URL`;
/// prints the port.
public final class GatewayPeers {
  private static final byte[] ANSWER =
      ("{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1700000000,\"model\":\"m\",\"choices\":[{\"index\":0,"
              + "\"message\":{\"role\":\"assistant\",\"content\":\"The ferry leaves at ten past nine from the second pier, and on Sundays at half past eight. Tickets are sold on board.\"},"
              + "\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":40,\"completion_tokens\":28,\"total_tokens\":68}}")
          .getBytes(UTF_8);

  /// Models that answer in pieces, all at once or one every tenth of a second.
  static final String QUICK = "quick";

  static final String SLOW = "slow";

  /// Pieces of a slow answer; a quick one has [#QUICK_PIECES].
  static final int PIECES = 30;

  private static final int QUICK_PIECES = 3;
  private static final int PAUSE_MS = 100;
  private static final int THREADS = 64;
  private static final int CONNECTIONS = 1_024;
  private static final byte[] PIECE =
      ("data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\"m\",\"choices\":[{\"index\":0,"
              + "\"delta\":{\"content\":\"The ferry leaves at ten. \"},\"finish_reason\":null}]}\n\n")
          .getBytes(UTF_8);

  private GatewayPeers() {}

  public static void main(String[] arguments) throws Exception {
    // Without it the libraries' debugging would fill a pipe that nobody reads.
    Logs.toConsole();
    Server server =
        switch (arguments[0]) {
          case "model" -> server(virtualThreads(), new Model());
          case "proxy" -> server(virtualThreads(), new Proxy(arguments[1]));
          case "jetty" -> server(new QueuedThreadPool(THREADS), jetty(arguments[1]));
          default -> throw new IllegalArgumentException(arguments[0]);
        };
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    connector.setAcceptQueueSize(CONNECTIONS);
    server.addConnector(connector);
    server.start();
    System.out.println("port " + connector.getLocalPort());
    server.join();
  }

  private static Server server(QueuedThreadPool threads, Handler handler) {
    Server server = new Server(threads);
    server.setHandler(handler);
    return server;
  }

  private static QueuedThreadPool virtualThreads() {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS);
    threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
    return threads;
  }

  /// Jetty's reverse proxy as it comes: asynchronous, on the threads of a pool.
  private static Handler jetty(String upstream) {
    ProxyHandler.Reverse proxy =
        new ProxyHandler.Reverse(asked -> HttpURI.from(upstream + asked.getHttpURI().getPath()));
    HttpClient client = new HttpClient();
    client.setMaxConnectionsPerDestination(CONNECTIONS);
    proxy.setHttpClient(client);
    return proxy;
  }

  private static void answer(Response response, byte[] body) throws Exception {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    try (OutputStream out = Content.Sink.asOutputStream(response)) {
      out.write(body);
    }
  }

  private static final class Model extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      String asked;
      try (InputStream in = Content.Source.asInputStream(request)) {
        asked = new String(in.readAllBytes(), UTF_8);
      }
      if (asked.contains("\"stream\":true")) {
        stream(response, asked.contains("\"" + SLOW + "\""));
      } else {
        answer(response, ANSWER);
      }
      callback.succeeded();
      return true;
    }

    private static void stream(Response response, boolean slow) throws Exception {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
      try (OutputStream out = Content.Sink.asOutputStream(response)) {
        for (int piece = 0; piece < (slow ? PIECES : QUICK_PIECES); piece++) {
          if (slow) {
            Thread.sleep(PAUSE_MS);
          }
          out.write(PIECE);
          out.flush();
        }
        out.write("data: [DONE]\n\n".getBytes(UTF_8));
      }
    }
  }

  private static final class Proxy extends Handler.Abstract {
    private final String upstream;
    private final HttpClient client = new HttpClient();

    Proxy(String upstream) throws Exception {
      this.upstream = upstream;
      client.setExecutor(virtualThreads());
      client.setMaxConnectionsPerDestination(CONNECTIONS);
      client.start();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      byte[] body;
      try (InputStream in = Content.Source.asInputStream(request)) {
        body = in.readAllBytes();
      }
      ContentResponse answer =
          client
              .newRequest(upstream + request.getHttpURI().getPath())
              .method(request.getMethod())
              .body(new BytesRequestContent("application/json", body))
              .send();
      answer(response, answer.getContent());
      callback.succeeded();
      return true;
    }
  }
}
