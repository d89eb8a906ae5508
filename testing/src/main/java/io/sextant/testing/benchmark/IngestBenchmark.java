package io.sextant.testing.benchmark;

import io.sextant.testing.product.Client;
import io.sextant.testing.product.Product;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
  private static final Duration WARMING = Duration.ofSeconds(15);
  private static final Duration THROUGHPUT_RUN = Duration.ofSeconds(60);
  private static final int THROUGHPUT_SENDERS = 4;
  private static final int OVERLOAD_SENDERS = 256;
  private static final Duration OVERLOAD_RUN = Duration.ofSeconds(15);

  private IngestBenchmark() {}

  /// From sending an attack to its finding on the live stream, at 1,000 events a second.
  static void latency() throws Exception {
    try (Scratch scratch = Scratch.create();
        Product product = Product.start(scratch.path());
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
        TimedRequest request = load.request(LATENCY_BATCH, attacker);
        until(begin + i * interval);
        if (!attacker.isEmpty()) {
          sent.put(attacker, System.nanoTime());
        }
        Senders.post(http, product, request.now());
      }
      until(System.nanoTime() + Duration.ofSeconds(3).toNanos());
      double[] milliseconds = seen.values().stream().mapToDouble(Double::doubleValue).toArray();
      System.out.println(
          "OTLP in to finding on the live stream at 1,000 events/s: "
              + new Figures(milliseconds).print("ms"));
      System.out.println("attacks sent " + sent.size() + ", findings seen " + seen.size());
      product.stop();
    }
  }

  /// As many events a second as are taken, acknowledged and searched.
  static void throughput() throws Exception {
    try (Scratch data = Scratch.create();
        Product product = Product.start(data.path());
        Client client = new Client(product)) {
      Senders warming = new Senders(product);
      warming.send(THROUGHPUT_SENDERS, WARMING);
      Senders.settle(client);
      double cpu = product.cpuTime().toNanos();
      long stored = client.get("/api/v1/ingest").path("accepted").asLong();
      long begin = System.nanoTime();
      Senders senders = new Senders(product);
      senders.send(THROUGHPUT_SENDERS, THROUGHPUT_RUN);
      double sending = (System.nanoTime() - begin) / 1e9;
      Senders.settle(client);
      double searched = (System.nanoTime() - begin) / 1e9;
      cpu = product.cpuTime().toNanos() - cpu;
      stored = client.get("/api/v1/ingest").path("accepted").asLong() - stored;
      long acknowledged = senders.acknowledged();
      System.out.printf(
          "acknowledged %,d events in %.1f s: %,.0f events/s; all searched after %.1f s: %,.0f events/s%n",
          acknowledged, sending, acknowledged / sending, searched, acknowledged / searched);
      System.out.printf(
          "stored %,d of %,d acknowledged; told to retry %,d times%n",
          stored, acknowledged, senders.retries());
      System.out.printf(
          "processor time of the server: %.0f µs an event; resident memory %.0f MB%n",
          cpu / 1e3 / acknowledged, product.residentBytes() / 1e6);
      product.stop();
    }
  }

  /// Far more senders than can be served: nothing acknowledged may be missing, the rest must be
  /// told to retry.
  static void overload() throws Exception {
    try (Scratch data = Scratch.create();
        Product product = Product.start(data.path());
        Client client = new Client(product)) {
      Senders senders = new Senders(product);
      senders.send(OVERLOAD_SENDERS, OVERLOAD_RUN);
      Senders.settle(client);
      System.out.printf(
          "%d senders: acknowledged %,d, stored %,d, told to retry %,d times, resident %.0f MB%n",
          OVERLOAD_SENDERS,
          senders.acknowledged(),
          client.get("/api/v1/ingest").path("stored").asLong(),
          senders.retries(),
          product.residentBytes() / 1e6);
      product.stop();
    }
  }

  private static void until(long nanoTime) {
    for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
