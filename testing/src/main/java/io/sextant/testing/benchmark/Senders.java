package io.sextant.testing.benchmark;

import io.sextant.testing.product.Client;
import io.sextant.testing.product.Product;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/// Exporters that send spans to a product as fast as it answers, and keep count.
final class Senders {
  /// Spans in a request, as many as the batch processor of an SDK sends.
  private static final int BATCH = 512;

  /// Requests made beforehand; one in eight carries an attack.
  private static final int PREPARED = 64;

  private static final Duration RETRY = Duration.ofMillis(200);

  private final Product product;
  private final List<TimedRequest> requests = new ArrayList<>();
  private final LongAdder acknowledged = new LongAdder();
  private final LongAdder retries = new LongAdder();

  Senders(Product product) {
    this.product = product;
    SpanLoad load = new SpanLoad();
    for (int i = 0; i < PREPARED; i++) {
      requests.add(load.request(BATCH, i % 8 == 0 ? "attacker-" + i : ""));
    }
  }

  /// Sends from so many connections at once, as fast as they are answered.
  void send(int senders, Duration time) throws Exception {
    send(senders, time, Integer.MAX_VALUE);
  }

  /// Sends from so many connections at once, at most so many events a second in all.
  void send(int senders, Duration time, int eventsPerSecond) throws Exception {
    long begin = System.nanoTime();
    long interval = BATCH * Duration.ofSeconds(senders).toNanos() / eventsPerSecond;
    try (HttpClient http = HttpClient.newHttpClient();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> running = new ArrayList<>();
      for (int sender = 0; sender < senders; sender++) {
        Pace pace = new Pace(begin + sender * interval / senders, interval, begin + time.toNanos());
        int first = sender;
        Callable<Boolean> work = () -> send(pace, http, first);
        running.add(threads.submit(work));
      }
      for (var sender : running) {
        sender.get();
      }
    }
  }

  /// When a connection sends: from `begin` on every `interval` until `end`, in nanoseconds.
  private record Pace(long begin, long interval, long end) {
    void await(int request) {
      long due = begin + request * interval;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
    }
  }

  private boolean send(Pace pace, HttpClient http, int first)
      throws IOException, InterruptedException {
    for (int i = 0; System.nanoTime() < pace.end; i++) {
      pace.await(i);
      TimedRequest request = requests.get((first + i) % requests.size());
      int answer = post(http, product, request.now());
      switch (answer) {
        case 200 -> acknowledged.add(request.spans());
        case 429, 503 -> {
          retries.increment();
          LockSupport.parkNanos(RETRY.toNanos());
        }
        default -> throw new IllegalStateException("answered " + answer);
      }
    }
    return true;
  }

  /// Sends one request and returns the status of its answer.
  static int post(HttpClient http, Product product, byte[] body)
      throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(product.otlpHttp().resolve("/v1/traces"))
                .header("Content-Type", "application/x-protobuf")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  /// Waits until the rules have been tried on everything stored.
  static void settle(Client client) {
    JsonNode status = client.get("/api/v1/ingest");
    while (status.path("searched").asLong() < status.path("stored").asLong()) {
      LockSupport.parkNanos(RETRY.toNanos());
      status = client.get("/api/v1/ingest");
    }
  }

  /// Events acknowledged so far.
  long acknowledged() {
    return acknowledged.sum();
  }

  /// Requests told to try again so far.
  long retries() {
    return retries.sum();
  }
}
