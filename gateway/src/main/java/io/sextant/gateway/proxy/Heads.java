package io.sextant.gateway.proxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.CyclicTimeouts;
import org.eclipse.jetty.util.NanoTime;
import org.eclipse.jetty.util.thread.Scheduler;

/// The requests whose answers have not begun, under one timer: one for each request would wake a
/// thread twice a request. Thread-safe.
final class Heads extends CyclicTimeouts<Heads.Awaited> {
  private final Duration most;
  private final int bytes;
  private final Set<Awaited> awaited = ConcurrentHashMap.newKeySet();

  /// @param most that an answer may take to begin
  /// @param bytes longest answer that is no stream
  Heads(Scheduler scheduler, Duration most, int bytes) {
    super(scheduler);
    this.most = most;
    this.bytes = bytes;
  }

  /// Sends a request and waits until its answer can be worked on: a stream of events once it
  /// begins, any other answer once it is there. Its reader then waits for it once and no more.
  ///
  /// @throws ExecutionException when it fails, by a [TimeoutException] when it takes too long
  Awaited send(Request request) throws ExecutionException, InterruptedException {
    Awaited answer = new Awaited(request, NanoTime.now() + most.toNanos(), bytes);
    awaited.add(answer);
    schedule(answer);
    try {
      request.send(answer);
      answer.head.get();
      return answer;
    } finally {
      awaited.remove(answer);
    }
  }

  @Override
  protected Iterator<Awaited> iterator() {
    return awaited.iterator();
  }

  @Override
  protected boolean onExpired(Awaited answer) {
    TimeoutException late = new TimeoutException("no answer within " + most);
    if (answer.head.completeExceptionally(late)) {
      var _ = answer.request.abort(late);
    }
    return true;
  }

  /// An answer that is to begin.
  static final class Awaited extends InputStreamResponseListener
      implements CyclicTimeouts.Expirable {
    /// What an upstream says about the length of its answer is believed so far.
    private static final int EXPECTED = 64 << 10;

    private final Request request;
    private final int most;
    private final CompletableFuture<Response> head = new CompletableFuture<>();
    private ByteArrayOutputStream gathered = new ByteArrayOutputStream(0);
    private boolean streamed;
    private boolean broken;
    private volatile long expires;

    private Awaited(Request request, long expires, int most) {
      this.request = request;
      this.expires = expires;
      this.most = most;
    }

    Response head() {
      return head.join();
    }

    /// Whether it is a stream of events, which comes as it is read.
    boolean isStream() {
      return streamed;
    }

    /// The body of an answer that is no stream; one byte more than the longest that is taken when
    /// it is longer.
    ///
    /// @throws IOException when it was broken off
    byte[] whole() throws IOException {
      if (broken) {
        throw new IOException("the answer was broken off");
      }
      return gathered.toByteArray();
    }

    /// Stops the answer where it is.
    void cancel() {
      var _ = request.abort(new IOException("the client is gone, or the answer was cut"));
    }

    @Override
    public void onHeaders(Response response) {
      super.onHeaders(response);
      expires = Long.MAX_VALUE;
      streamed = Headers.isStream(response.getHeaders());
      if (streamed) {
        head.complete(response);
      } else {
        long said = response.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
        gathered = new ByteArrayOutputStream(Math.clamp(said, 0, EXPECTED));
      }
    }

    @Override
    public void onContent(Response response, Content.Chunk chunk, Runnable demander) {
      if (streamed) {
        super.onContent(response, chunk, demander);
        return;
      }
      byte[] piece = new byte[Math.min(chunk.remaining(), most + 1 - gathered.size())];
      chunk.get(piece, 0, piece.length);
      gathered.writeBytes(piece);
      if (gathered.size() > most) {
        head.complete(response);
        cancel();
      } else {
        demander.run();
      }
    }

    @Override
    public void onSuccess(Response response) {
      super.onSuccess(response);
      head.complete(response);
    }

    @Override
    public void onFailure(Response response, Throwable failure) {
      super.onFailure(response, failure);
      boolean begun = expires == Long.MAX_VALUE;
      if (begun && !head.isDone()) {
        broken = true;
        head.complete(response);
      } else {
        head.completeExceptionally(failure);
      }
    }

    @Override
    public long getExpireNanoTime() {
      return expires;
    }
  }
}
