package io.sextant.gateway.mcp;

import io.sextant.gateway.config.LimitConfig;
import io.sextant.gateway.config.McpServerConfig.Place;
import io.sextant.gateway.stream.SseReader;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A server that speaks Streamable HTTP.
final class RemoteServer implements Backend {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteServer.class);

  /// Longest silence of a stream that nothing is asked of; its client listens anew then.
  private static final Duration SILENCE = Duration.ofHours(1);

  private final String id;
  private final Place.Remote place;
  private final HttpClient client;
  private final LimitConfig limits;

  /// @param client started and stopped by the caller
  RemoteServer(String id, Place.Remote place, HttpClient client, LimitConfig limits) {
    this.id = id;
    this.place = place;
    this.client = client;
    this.limits = limits;
  }

  @Override
  public Answer post(Call call, Message.Body body, byte[] bytes) throws Refusal {
    return send(
        request("POST", call, limits.answerTime())
            .body(new BytesRequestContent("application/json", bytes)));
  }

  @Override
  public Answer listen(Call call) throws Refusal {
    return send(request("GET", call, SILENCE));
  }

  @Override
  public Answer end(Call call) throws Refusal {
    return send(request("DELETE", call, limits.answerTime()));
  }

  private Request request(String method, Call call, Duration silence) {
    return client
        .newRequest(place.url())
        .method(method)
        .headers(fields -> {
          fields.add(call.headers());
          fields.put(HttpHeader.ACCEPT_ENCODING, "identity");
          if (!call.sessionId().isEmpty()) {
            fields.put(Headers.SESSION, call.sessionId());
          }
          place
              .key()
              .or(call::credential)
              .ifPresent(key -> fields.put(HttpHeader.AUTHORIZATION, "Bearer " + key.reveal()));
        })
        .idleTimeout(silence.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Answer send(Request request) throws Refusal {
    InputStreamResponseListener listener = new InputStreamResponseListener();
    request.send(listener);
    try {
      Response head = listener.get(limits.answerTime().toMillis(), TimeUnit.MILLISECONDS);
      return answer(request, head, listener);
    } catch (ExecutionException e) {
      LOG.warn("the MCP server {} failed: {}", id, String.valueOf(e.getCause()));
      // Its silence may end the request a moment before the wait for it ends.
      throw e.getCause() instanceof TimeoutException
          ? late()
          : new Refusal(502, Refusal.UPSTREAM_FAILED, "the MCP server cannot be reached");
    } catch (TimeoutException e) {
      var _ = request.abort(e);
      throw late();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      var _ = request.abort(e);
      throw new Refusal(503, Refusal.UPSTREAM_FAILED, "the gateway is stopping");
    }
  }

  private static Refusal late() {
    return new Refusal(504, Refusal.UPSTREAM_FAILED, "the MCP server did not answer in time");
  }

  private Answer answer(Request request, Response head, InputStreamResponseListener listener)
      throws Refusal {
    HttpFields headers = head.getHeaders();
    String encoding = headers.get(HttpHeader.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      var _ = request.abort(new IOException("packed"));
      throw new Refusal(
          502,
          Refusal.UNREADABLE_ANSWER,
          "the MCP server packed its answer though it was asked not to");
    }
    String type = String.valueOf(headers.get(HttpHeader.CONTENT_TYPE)).toLowerCase(Locale.ROOT);
    return type.startsWith("text/event-stream")
        ? new Answer.Stream(
            head.getStatus(), headers, new Events(request, listener.getInputStream()))
        : new Answer.Whole(head.getStatus(), headers, whole(request, listener));
  }

  private byte[] whole(Request request, InputStreamResponseListener listener) throws Refusal {
    try (InputStream in = listener.getInputStream()) {
      byte[] body = in.readNBytes(limits.answerBytes() + 1);
      if (body.length > limits.answerBytes()) {
        var _ = request.abort(new IOException("too long"));
        throw new Refusal(
            502,
            Refusal.UNREADABLE_ANSWER,
            "the answer of the MCP server is longer than " + limits.answerBytes() + " bytes");
      }
      return body;
    } catch (IOException e) {
      throw new Refusal(502, Refusal.UPSTREAM_FAILED, "the MCP server broke its answer off");
    }
  }

  private final class Events implements Frames {
    private final Request request;
    private final InputStream in;
    private final SseReader reader;

    private Events(Request request, InputStream in) {
      this.request = request;
      this.in = in;
      this.reader = new SseReader(in, limits.answerBytes());
    }

    @Override
    public Optional<byte[]> next() throws IOException {
      return reader.next();
    }

    @Override
    public void close() {
      var _ = request.abort(new IOException("the stream is over"));
      try {
        in.close();
      } catch (IOException e) {
        LOG.debug("a stream of {} did not close in order", id, e);
      }
    }
  }

  @Override
  public void close() {}
}
