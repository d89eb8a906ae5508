package io.sextant.testing.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.ledger.log.Appended;
import io.sextant.ledger.log.Ledger;
import io.sextant.ledger.log.LedgerFolder;
import io.sextant.ledger.log.LedgerOptions;
import io.sextant.ledger.verify.LedgerVerifier;
import io.sextant.ledger.verify.Trust;
import io.sextant.ledger.verify.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// Durable appends and verified entries per second.
final class LedgerBenchmark {
  private static final int ENTRIES = 400_000;
  private static final int WAITING = 8_192;
  private static final int RUNS = 5;

  private LedgerBenchmark() {}

  static void run() throws IOException {
    Path path = Files.createTempDirectory("ledger-benchmark");
    try {
      LedgerFolder folder = new LedgerFolder(path.resolve("log"));
      folder.create("benchmark.test/log");
      double[] appends = new double[RUNS];
      try (Ledger ledger = Ledger.open(folder, LedgerOptions.defaults(), InstantSource.system())) {
        append(ledger, ENTRIES / 4);
        for (int run = 0; run < RUNS; run++) {
          long start = System.nanoTime();
          append(ledger, ENTRIES);
          ledger.publish();
          appends[run] = ENTRIES / ((System.nanoTime() - start) / 1e9);
        }
      }
      System.out.println("durable appends, in tiles: " + new Figures(appends).print("entries/s"));
      double[] verified = new double[RUNS];
      for (int run = 0; run < RUNS; run++) {
        verified[run] = verify(folder);
      }
      System.out.println("verify: " + new Figures(verified).print("entries/s"));
    } finally {
      delete(path);
    }
  }

  private static void append(Ledger ledger, int count) {
    Deque<CompletableFuture<Appended>> waiting = new ArrayDeque<>();
    for (int i = 0; i < count; i++) {
      if (waiting.size() == WAITING) {
        waiting.remove().join();
      }
      waiting.add(ledger.submit(("{\"n\":" + i + "}" + "x".repeat(390)).getBytes(UTF_8)));
    }
    waiting.forEach(CompletableFuture::join);
  }

  private static double verify(LedgerFolder folder) {
    Trust trust = new Trust(LedgerFolder.publicKeys(folder.tiles()), List.of(), List.of());
    int threads = Runtime.getRuntime().availableProcessors();
    long start = System.nanoTime();
    Verdict verdict = new LedgerVerifier(threads).verify(folder.tiles(), trust);
    if (!verdict.honest()) {
      throw new IllegalStateException("not honest: " + verdict.problems());
    }
    return verdict.verified() / ((System.nanoTime() - start) / 1e9);
  }

  private static void delete(Path path) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
