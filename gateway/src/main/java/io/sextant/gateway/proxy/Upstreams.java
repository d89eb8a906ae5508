package io.sextant.gateway.proxy;

import io.sextant.gateway.access.Secret;
import io.sextant.gateway.config.LimitConfig;
import io.sextant.gateway.config.UpstreamConfig;
import io.sextant.gateway.outbound.ServerClient;
import io.sextant.gateway.protocol.Operation;
import io.sextant.gateway.protocol.Operation.Family;
import io.sextant.gateway.tls.KeyMaterial.Way;
import io.sextant.gateway.tls.TlsContexts;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpClientTransport;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The servers behind the gateway. Thread-safe; callers wait.
final class Upstreams implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Upstreams.class);

  /// Held by every answer for as long as it lasts.
  private static final int BUFFER_BYTES = 4 << 10;

  private static final int UNAVAILABLE = 503;

  private final List<Upstream> upstreams;
  private final LimitConfig limits;
  private final HttpClient client;

  /// Those to upstreams that are met with certificates of their own.
  private final Map<Way, HttpClient> others = new HashMap<>();

  private final Heads heads;

  /// An answer that has begun. Close it to let its connection go.
  record Answer(UpstreamConfig from, Heads.Awaited rest) implements AutoCloseable {
    Response head() {
      return rest.head();
    }

    /// Stops the answer where it is.
    void cancel() {
      rest.cancel();
    }

    @Override
    public void close() throws IOException {
      rest.close();
    }
  }

  Upstreams(List<UpstreamConfig> configs, LimitConfig limits, InstantSource clock)
      throws Exception {
    this.upstreams = configs.stream().map(it -> new Upstream(it, System::nanoTime)).toList();
    this.limits = limits;
    client = started(new HttpClient(transport()));
    heads = new Heads(client.getScheduler(), limits.answerTime(), limits.answerBytes());
    for (UpstreamConfig config : configs) {
      if (config.tls().isPresent() && !others.containsKey(config.tls().get())) {
        HttpClient other = new HttpClient(transport());
        other.setSslContextFactory(TlsContexts.of(config.tls().get(), clock));
        others.put(config.tls().get(), started(other));
      }
    }
  }

  /// Nothing that is told of an answer waits for anything, so the thread that sees its bytes reads
  /// them too.
  private static HttpClientTransport transport() {
    HttpClientTransport transport = new HttpClientTransportOverHTTP();
    transport.setInvocationType(InvocationType.NON_BLOCKING);
    return transport;
  }

  private HttpClient started(HttpClient client) {
    client.setResponseBufferSize(BUFFER_BYTES);
    // Streams that begin together take a new buffer for each piece until some come back. In the
    // heap they go with the next collection; outside of it they kept 30 KB a stream.
    client.setUseInputDirectByteBuffers(false);
    client.setIdleTimeout(limits.answerTime().toMillis());
    return ServerClient.start(client, "gateway-client");
  }

  /// Sends a request to the first server that serves it and can be reached.
  ///
  /// @param credential of the client, passed on to servers that have none of their own
  /// @throws Refused when there is none, or none answers
  Answer send(
      Operation operation,
      String model,
      String path,
      HttpFields headers,
      byte[] body,
      Optional<Secret> credential)
      throws Refused {
    List<Upstream> serving =
        upstreams.stream().filter(it -> it.serves(operation.family(), model)).toList();
    if (serving.isEmpty()) {
      throw new Refused(
          404,
          Refused.NO_UPSTREAM,
          "no server behind this gateway serves the model '" + model + "'");
    }
    for (Upstream upstream : serving) {
      if (upstream.worthTrying()) {
        Optional<Answer> answer = tried(upstream, operation, path, headers, body, credential);
        if (answer.isPresent()) {
          return answer.get();
        }
      }
    }
    throw new Refused(
        502, Refused.UPSTREAM_FAILED, "the server behind this gateway cannot be reached");
  }

  /// Empty when nothing of the request was worked on there, so that another may be asked.
  private Optional<Answer> tried(
      Upstream upstream,
      Operation operation,
      String path,
      HttpFields headers,
      byte[] body,
      Optional<Secret> credential)
      throws Refused {
    UpstreamConfig config = upstream.config();
    Request request =
        new ToServer(config.tls().map(others::get).orElse(client), upstream.at(path))
            .method(operation.hasBody() ? "POST" : "GET")
            .headers(fields -> {
              fields.add(Headers.toServer(headers));
              fields.put(HttpHeader.ACCEPT_ENCODING, "identity");
              config.key().or(() -> credential).ifPresent(key -> authorise(fields, operation, key));
            })
            .idleTimeout(limits.answerTime().toMillis(), TimeUnit.MILLISECONDS);
    if (operation.hasBody()) {
      request.body(new BytesRequestContent("application/json", body));
    }
    try {
      Heads.Awaited answer = heads.send(request);
      if (answer.head().getStatus() == UNAVAILABLE) {
        upstream.failed();
      } else {
        upstream.worked();
      }
      return Optional.of(new Answer(config, answer));
    } catch (ExecutionException e) {
      upstream.failed();
      LOG.warn("the upstream {} failed: {}", config.id(), String.valueOf(e.getCause()));
      return switch (e.getCause()) {
        case ConnectException _ -> Optional.empty();
        case TimeoutException _ ->
            throw new Refused(
                504,
                Refused.UPSTREAM_FAILED,
                "the server behind this gateway did not answer in time");
        case null, default ->
            throw new Refused(
                502,
                Refused.UPSTREAM_FAILED,
                "the server behind this gateway broke the connection");
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      var _ = request.abort(e);
      throw new Refused(503, Refused.UPSTREAM_FAILED, "the gateway is stopping");
    }
  }

  /// A request that knows its address: Jetty's builds it anew from its parts when it looks for
  /// cookies and credentials, which there are none of.
  private static final class ToServer extends HttpRequest {
    private final URI address;

    ToServer(HttpClient client, URI address) {
      super(client, new HttpConversation(), address);
      this.address = address;
    }

    @Override
    public URI getURI() {
      return address;
    }
  }

  private static void authorise(HttpFields.Mutable fields, Operation operation, Secret key) {
    if (operation.family() == Family.ANTHROPIC) {
      fields.put("x-api-key", key.reveal());
    } else {
      fields.put(HttpHeader.AUTHORIZATION, "Bearer " + key.reveal());
    }
  }

  @Override
  public void close() {
    heads.destroy();
    LifeCycle.stop(client);
    others.values().forEach(it -> LifeCycle.stop(it));
  }
}
