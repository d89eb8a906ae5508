package io.sextant.testing.benchmark;

import io.sextant.testing.product.Client;
import io.sextant.testing.product.Product;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// OTLP into the built product over HTTP with the bundled rules: latency to the page, sustained
/// rate, and overload.
///
/// The load is made in this process, on the same cores as the server: the figures are those of both
/// together.
final class IngestBenchmark {
  private static final Duration LATENCY_RUN = Duration.ofSeconds(40);
  private static final int LATENCY_EVENTS_PER_SECOND = 1_000;
  private static final int LATENCY_BATCH = 50;
  private static final Duration THROUGHPUT_RUN = Duration.ofSeconds(60);
  private static final int THROUGHPUT_BATCH = 512;
  private static final int THROUGHPUT_SENDERS = 4;
  private static final int OVERLOAD_SENDERS = 256;
  private static final Duration OVERLOAD_RUN = Duration.ofSeconds(15);
  private static final int PREPARED = 64;

  private IngestBenchmark() {}

  /// From sending an attack to its finding on the live stream, at 1,000 events a second.
  static void latency() throws Exception {
    try (Product product = Product.start(Files.createTempDirectory("sextant-latency"));
        Client client = new Client(product);
        HttpClient http = HttpClient.newHttpClient()) {
      Map<String, Long> sent = new ConcurrentHashMap<>();
      Map<String, Double> seen = new ConcurrentHashMap<>();
      client.follow((event, data) -> {
        String principal = data.at("/entities/principal").asString("");
        Long start = sent.get(principal);
        if (event.equals("finding") && start != null) {
          seen.putIfAbsent(principal, (System.nanoTime() - start) / 1e6);
        }
      });
      SpanLoad load = new SpanLoad();
      int requests = (int) (LATENCY_RUN.toSeconds() * LATENCY_EVENTS_PER_SECOND / LATENCY_BATCH);
      long interval = Duration.ofSeconds(1).toNanos() * LATENCY_BATCH / LATENCY_EVENTS_PER_SECOND;
      long begin = System.nanoTime();
      for (int i = 0; i < requests; i++) {
        String attacker = i % 5 == 0 ? "attacker-" + i : "";
        byte[] body = load.request(LATENCY_BATCH, attacker).toByteArray();
        until(begin + i * interval);
        if (!attacker.isEmpty()) {
          sent.put(attacker, System.nanoTime());
        }
        post(http, product, body);
      }
      until(System.nanoTime() + Duration.ofSeconds(3).toNanos());
      double[] milliseconds = seen.values().stream().mapToDouble(Double::doubleValue).toArray();
      System.out.println(
          "OTLP in to finding on the live stream at 1,000 events/s: "
              + new Figures(milliseconds).print("ms"));
      System.out.println("attacks sent " + sent.size() + ", findings seen " + seen.size());
    }
  }

  /// As many events a second as are taken, acknowledged and searched.
  static void throughput() throws Exception {
    Path data = Files.createTempDirectory("sextant-throughput");
    try (Product product = Product.start(data);
        Client client = new Client(product)) {
      List<byte[]> bodies = prepared();
      AtomicLong acknowledged = new AtomicLong();
      AtomicLong retries = new AtomicLong();
      send(product, bodies, THROUGHPUT_SENDERS, Duration.ofSeconds(10), new AtomicLong(), retries);
      settle(client);
      long resident = product.residentBytes();
      long before = client.get("/api/v1/ingest").path("accepted").asLong();
      long begin = System.nanoTime();
      send(product, bodies, THROUGHPUT_SENDERS, THROUGHPUT_RUN, acknowledged, retries);
      double sending = (System.nanoTime() - begin) / 1e9;
      settle(client);
      double searched = (System.nanoTime() - begin) / 1e9;
      long accepted = client.get("/api/v1/ingest").path("accepted").asLong() - before;
      System.out.printf(
          "acknowledged %,d events in %.1f s: %,.0f events/s; all searched after %.1f s: %,.0f events/s%n",
          acknowledged.get(),
          sending,
          acknowledged.get() / sending,
          searched,
          acknowledged.get() / searched);
      System.out.printf(
          "stored %,d of %,d acknowledged; told to retry %,d times%n",
          accepted, acknowledged.get(), retries.get());
      System.out.printf(
          "resident memory %.0f MB before, %.0f MB after%n",
          resident / 1e6, product.residentBytes() / 1e6);
    }
  }

  /// Far more senders than can be served: nothing acknowledged may be missing, the rest must be
  /// told to retry.
  static void overload() throws Exception {
    try (Product product = Product.start(Files.createTempDirectory("sextant-overload"));
        Client client = new Client(product)) {
      AtomicLong acknowledged = new AtomicLong();
      AtomicLong retries = new AtomicLong();
      send(product, prepared(), OVERLOAD_SENDERS, OVERLOAD_RUN, acknowledged, retries);
      settle(client);
      System.out.printf(
          "%d senders: acknowledged %,d, stored %,d, told to retry %,d times, resident %.0f MB%n",
          OVERLOAD_SENDERS,
          acknowledged.get(),
          client.get("/api/v1/ingest").path("stored").asLong(),
          retries.get(),
          product.residentBytes() / 1e6);
    }
  }

  private static List<byte[]> prepared() {
    SpanLoad load = new SpanLoad();
    List<byte[]> bodies = new ArrayList<>();
    for (int i = 0; i < PREPARED; i++) {
      bodies.add(load.request(THROUGHPUT_BATCH, i % 8 == 0 ? "attacker-" + i : "").toByteArray());
    }
    return bodies;
  }

  private static void send(
      Product product,
      List<byte[]> bodies,
      int senders,
      Duration time,
      AtomicLong acknowledged,
      AtomicLong retries)
      throws Exception {
    long end = System.nanoTime() + time.toNanos();
    try (HttpClient http = HttpClient.newHttpClient();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int sender = 0; sender < senders; sender++) {
        int first = sender;
        running.add(
            threads.submit(() -> {
              for (int i = first; System.nanoTime() < end; i++) {
                HttpResponse<byte[]> response = post(http, product, bodies.get(i % bodies.size()));
                switch (response.statusCode()) {
                  case 200 -> acknowledged.addAndGet(THROUGHPUT_BATCH);
                  case 429, 503 -> {
                    retries.incrementAndGet();
                    LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
                  }
                  default -> throw new IllegalStateException("answered " + response.statusCode());
                }
              }
              return null;
            }));
      }
      for (Future<?> sender : running) {
        sender.get();
      }
    }
  }

  private static HttpResponse<byte[]> post(HttpClient http, Product product, byte[] body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(product.otlpHttp().resolve("/v1/traces"))
            .header("Content-Type", "application/x-protobuf")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  /// Waits until the rules have been tried on everything stored.
  private static void settle(Client client) {
    long last = -1;
    for (long searched = client.get("/api/v1/ingest").path("searched").asLong();
        searched != last; ) {
      last = searched;
      LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
      searched = client.get("/api/v1/ingest").path("searched").asLong();
    }
  }

  private static void until(long nanoTime) {
    for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
