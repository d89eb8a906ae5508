package io.sextant.cli.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.ledger.entry.BodyVault;
import io.sextant.ledger.entry.Decision;
import io.sextant.ledger.entry.DecisionEntry;
import io.sextant.ledger.entry.Reason;
import io.sextant.ledger.log.Appended;
import io.sextant.ledger.log.Ledger;
import io.sextant.ledger.log.LedgerFolder;
import io.sextant.ledger.merkle.TreeHasher;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Writes a sample log of made-up decisions, or makes one longer.
@Command(
    name = "demo",
    description = "Writes a sample log of made-up decisions, or adds to the one that is there.",
    mixinStandardHelpOptions = true)
final class DemoCommand extends LedgerTask {
  /// Entries that wait for the disk at a time.
  private static final int WAITING = 4_096;

  private static final List<Decision> NOT_ALLOWED =
      List.of(Decision.LOG, Decision.CONSTRAIN, Decision.BLOCK, Decision.HOLD);

  private static final List<Reason> REASONS =
      List.of(
          new Reason("prompt-injection", List.of("AML.T0051.000")),
          new Reason("jailbreak", List.of("AML.T0054")),
          new Reason("personal-data-in-answer", List.of("AML.T0057")));

  private final Console console;

  @Parameters(paramLabel = "DIR", description = "The ledger's folder.")
  private Path folder = Path.of("");

  @Option(names = "--entries", paramLabel = "N", description = "Entries to add (default: 1000).")
  private long entries = 1_000;

  DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  ExitCode run() {
    LedgerFolder ledgerFolder = new LedgerFolder(folder);
    byte[] name = new byte[4];
    new SecureRandom().nextBytes(name);
    ledgerFolder.create("sextant.example/demo-" + HexFormat.of().formatHex(name));
    try (BodyVault vault = BodyVault.open(ledgerFolder);
        Ledger ledger = Logs.open(folder, vault)) {
      RandomGenerator random = RandomGenerator.getDefault();
      Deque<CompletableFuture<Appended>> waiting = new ArrayDeque<>();
      for (long i = 0; i < entries; i++) {
        if (waiting.size() == WAITING) {
          waiting.remove().join();
        }
        waiting.add(ledger.submit(decision(i, random, vault).bytes()));
      }
      waiting.forEach(CompletableFuture::join);
      console.out().print(ledger.publish().text());
    }
    console.out().println("verify it: sextant ledger verify " + folder);
    return ExitCode.DONE;
  }

  private static DecisionEntry decision(long number, RandomGenerator random, BodyVault vault) {
    Decision decision =
        random.nextInt(10) < 7
            ? Decision.ALLOW
            : NOT_ALLOWED.get(random.nextInt(NOT_ALLOWED.size()));
    byte[] body = ("made-up request " + number + " " + random.nextLong()).getBytes(UTF_8);
    return new DecisionEntry(
        Instant.now().truncatedTo(ChronoUnit.MILLIS),
        decision,
        decision == Decision.ALLOW
            ? List.of()
            : List.of(REASONS.get(random.nextInt(REASONS.size()))),
        "sha256:" + new TreeHasher().leaf("demo policy".getBytes(UTF_8)).hex(),
        Map.of("demo", "1"),
        vault.pseudonyms().of("user-" + random.nextInt(100)),
        List.of(vault.put("request", body)));
  }
}
