package io.sextant.gateway.proxy;

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
import org.eclipse.jetty.io.CyclicTimeouts;
import org.eclipse.jetty.util.NanoTime;
import org.eclipse.jetty.util.thread.Scheduler;

/// The requests whose answers have not begun, under one timer: one for each request would wake a
/// thread twice a request. Thread-safe.
final class Heads extends CyclicTimeouts<Heads.Awaited> {
  private final Duration most;
  private final Set<Awaited> awaited = ConcurrentHashMap.newKeySet();

  /// @param most that an answer may take to begin
  Heads(Scheduler scheduler, Duration most) {
    super(scheduler);
    this.most = most;
  }

  /// Sends a request and waits until its answer begins.
  ///
  /// @throws ExecutionException when it fails, by a [TimeoutException] when it takes too long
  Awaited send(Request request) throws ExecutionException, InterruptedException {
    Awaited answer = new Awaited(request, NanoTime.now() + most.toNanos());
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
    private final Request request;
    private final long expires;
    private final CompletableFuture<Response> head = new CompletableFuture<>();

    private Awaited(Request request, long expires) {
      this.request = request;
      this.expires = expires;
    }

    Response head() {
      return head.join();
    }

    /// Stops the answer where it is.
    void cancel() {
      var _ = request.abort(new IOException("the client is gone, or the answer was cut"));
    }

    @Override
    public void onHeaders(Response response) {
      super.onHeaders(response);
      head.complete(response);
    }

    @Override
    public void onFailure(Response response, Throwable failure) {
      super.onFailure(response, failure);
      head.completeExceptionally(failure);
    }

    @Override
    public long getExpireNanoTime() {
      return expires;
    }
  }
}
