package io.sextant.ledger.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.ledger.LedgerException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/// A process of its own that appends from several threads and prints each index and entry once it
/// is acknowledged, until it fails or dies.
final class LedgerWriter {
  private static final int THREADS = 4;

  private LedgerWriter() {}

  public static void main(String[] arguments) {
    LedgerFolder folder = new LedgerFolder(Path.of(arguments[0]));
    String prefix = arguments[1];
    // Small segments and quick checkpoints, so that every kind of work is going on when it dies.
    LedgerOptions options = new LedgerOptions(Duration.ofMillis(5), 64 << 10);
    try {
      Ledger ledger = Ledger.open(folder, options, InstantSource.system());
      for (int thread = 0; thread < THREADS; thread++) {
        String name = prefix + "-" + thread;
        Thread.ofPlatform().start(() -> appendForEver(ledger, name));
      }
    } catch (LedgerException e) {
      fail(e);
    }
  }

  private static void appendForEver(Ledger ledger, String name) {
    try {
      for (int i = 0; ; i++) {
        String entry = name + "-" + i + "-" + "x".repeat(300);
        Appended appended = ledger.append(entry.getBytes(UTF_8));
        say(appended.index() + " " + entry);
      }
    } catch (LedgerException e) {
      fail(e);
    }
  }

  private static void fail(LedgerException failure) {
    say("FAILED " + failure.reason());
    Runtime.getRuntime().halt(3);
  }

  private static synchronized void say(String line) {
    PrintStream out = System.out;
    out.println(line);
    out.flush();
  }
}
