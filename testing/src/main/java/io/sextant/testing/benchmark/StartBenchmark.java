package io.sextant.testing.benchmark;

import io.sextant.testing.product.Client;
import io.sextant.testing.product.Product;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// From `sextant up` to a first page that can be used, and what the idle server holds in memory.
final class StartBenchmark {
  private static final int RUNS = 5;
  private static final Duration IDLE = Duration.ofSeconds(20);

  private StartBenchmark() {}

  static void run() throws Exception {
    double[] seconds = new double[RUNS];
    double idleMegabytes = 0;
    for (int run = 0; run < RUNS; run++) {
      long start = System.nanoTime();
      try (Scratch data = Scratch.create();
          Product product = Product.start(data.path());
          Client client = new Client(product)) {
        client.get("/api/v1/atlas/matrix");
        seconds[run] = (System.nanoTime() - start) / 1e9;
        if (run == RUNS - 1) {
          LockSupport.parkNanos(IDLE.toNanos());
          idleMegabytes = product.residentBytes() / 1e6;
        }
        product.stop();
      }
    }
    System.out.println("start to signed-in matrix: " + new Figures(seconds).print("s"));
    System.out.printf(
        "resident memory after %d s idle: %.0f MB%n", IDLE.toSeconds(), idleMegabytes);
  }
}
