package io.sextant.cli.ledger;

import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.ledger.log.Ledger;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Deletes old entries without changing the tree.
@Command(
    name = "prune",
    description = "Deletes entries before an index; every later proof still holds.",
    mixinStandardHelpOptions = true)
final class PruneCommand extends LedgerTask {
  private final Console console;

  @Parameters(paramLabel = "DIR", description = "The ledger's folder.")
  private Path folder = Path.of("");

  @Option(
      names = "--before",
      required = true,
      paramLabel = "INDEX",
      description = "The first entry to keep.")
  private long before;

  PruneCommand(Console console) {
    this.console = console;
  }

  @Override
  ExitCode run() {
    try (Ledger ledger = Logs.open(folder)) {
      ledger.prune(before);
    }
    console.out().println("pruned before entry " + before);
    return ExitCode.DONE;
  }
}
