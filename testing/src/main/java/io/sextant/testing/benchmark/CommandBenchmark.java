package io.sextant.testing.benchmark;

import io.sextant.testing.product.Product;
import java.io.IOException;
import java.util.List;

/// Whole-process time of short commands, through the launcher.
final class CommandBenchmark {
  private static final int RUNS = 10;

  private CommandBenchmark() {}

  static void run() throws IOException, InterruptedException {
    for (List<String> command :
        List.of(
            List.of("atlas", "show", "AML.T0051"),
            List.of("atlas", "search", "prompt injection"),
            List.of("--version"))) {
      once(command);
      double[] seconds = new double[RUNS];
      for (int run = 0; run < RUNS; run++) {
        seconds[run] = once(command);
      }
      System.out.println(
          "sextant " + String.join(" ", command) + ": " + new Figures(seconds).print("s"));
    }
  }

  private static double once(List<String> command) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process = Product.launch(command);
    process.getInputStream().readAllBytes();
    int exitCode = process.waitFor();
    if (exitCode != 0) {
      throw new IllegalStateException(command + " ended with " + exitCode);
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
