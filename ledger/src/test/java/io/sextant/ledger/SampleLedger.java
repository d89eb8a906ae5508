package io.sextant.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// Ledgers for tests.
public final class SampleLedger {
  private SampleLedger() {}

  public static LedgerFolder create(Path path, int entries) {
    LedgerFolder folder = new LedgerFolder(path);
    folder.create("ledger.test/sample");
    grow(folder, entries, "entry");
    return folder;
  }

  public static void grow(LedgerFolder folder, int entries, String prefix) {
    try (Ledger ledger = open(folder)) {
      append(ledger, entries, prefix);
    }
  }

  public static void append(Ledger ledger, int entries, String prefix) {
    List<CompletableFuture<?>> pending = new ArrayList<>();
    for (int i = 0; i < entries; i++) {
      pending.add(ledger.submit((prefix + " " + i + " of a test").getBytes(UTF_8)));
    }
    pending.forEach(CompletableFuture::join);
  }

  public static Ledger open(LedgerFolder folder) {
    return Ledger.open(folder, LedgerOptions.defaults(), InstantSource.system());
  }

  public static Verdict verify(LedgerFolder folder) {
    Trust trust = new Trust(LedgerFolder.publicKeys(folder.tiles()), List.of(), List.of());
    return new LedgerVerifier(2).verify(folder.tiles(), trust);
  }

  public static LedgerFolder copy(LedgerFolder folder, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(folder.path())) {
      for (Path file : files.toList()) {
        Path target = to.resolve(folder.path().relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    return new LedgerFolder(to);
  }
}
