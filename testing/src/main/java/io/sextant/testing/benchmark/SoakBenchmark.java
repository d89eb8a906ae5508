package io.sextant.testing.benchmark;

import io.sextant.testing.product.Client;
import io.sextant.testing.product.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;

/// A long ingestion at a steady rate: every ten seconds what is alive on the heap after a full
/// garbage collection, and what waits to be searched.
///
/// A column of heap that gets flat says that nothing grows with what was taken in; it rises at
/// first, until the windows of correlations hold as many events as they may.
final class SoakBenchmark {
  private static final Duration RUN = Duration.ofMinutes(5);
  private static final Duration LOOK = Duration.ofSeconds(10);
  private static final int SENDERS = 4;
  private static final int EVENTS_PER_SECOND = 6_000;
  private static final double MEGA = 1e6;

  private SoakBenchmark() {}

  static void run() throws Exception {
    try (Scratch data = Scratch.create();
        Product product = Product.start(data.path());
        Client client = new Client(product);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Senders senders = new Senders(product);
      Callable<Boolean> sending =
          () -> {
            senders.send(SENDERS, RUN, EVENTS_PER_SECOND);
            return true;
          };
      Future<Boolean> sent = threads.submit(sending);
      System.out.println("    s   events/s   unsearched   heap MB   resident MB   log MB");
      long begin = System.nanoTime();
      long before = 0;
      Duration cpu = product.cpuTime();
      while (!ended(sent)) {
        long acknowledged = senders.acknowledged();
        look(product, client, data.path(), begin, acknowledged - before);
        before = acknowledged;
      }
      Senders.settle(client);
      cpu = product.cpuTime().minus(cpu);
      System.out.printf(
          Locale.ROOT,
          "stored and searched %,d of %,d acknowledged; %.1f processors busy%n",
          client.get("/api/v1/ingest").path("searched").asLong(),
          senders.acknowledged(),
          (double) cpu.toNanos() / (System.nanoTime() - begin));
      product.stop();
    }
  }

  private static boolean ended(Future<Boolean> sent) throws Exception {
    try {
      return sent.get(LOOK.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return false;
    }
  }

  private static void look(Product product, Client client, Path data, long begin, long acknowledged)
      throws Exception {
    JsonNode status = client.get("/api/v1/ingest");
    System.out.printf(
        Locale.ROOT,
        "%5.0f %,10d %,12d %,9.1f %,13.0f %,8.0f%n",
        (System.nanoTime() - begin) / 1e9,
        acknowledged / LOOK.toSeconds(),
        status.path("stored").asLong() - status.path("searched").asLong(),
        aliveBytes(product) / MEGA,
        product.residentBytes() / MEGA,
        Files.size(data.resolve("sextant.db-wal")) / MEGA);
  }

  /// Bytes of reachable objects, which the JDK's `jcmd` counts after a full collection.
  private static long aliveBytes(Product product) throws IOException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(
                List.of(jcmd, Long.toString(product.process().pid()), "GC.class_histogram"))
            .redirectErrorStream(true)
            .start();
    try (var lines = process.inputReader()) {
      return lines
          .lines()
          .filter(line -> line.startsWith("Total"))
          .mapToLong(line -> Long.parseLong(line.strip().split("\\s+")[2]))
          .findFirst()
          .orElseThrow(() -> new IOException("jcmd said nothing of the heap"));
    }
  }
}
