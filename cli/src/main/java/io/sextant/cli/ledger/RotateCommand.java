package io.sextant.cli.ledger;

import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.ledger.log.Ledger;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Changes the key that signs.
@Command(
    name = "rotate",
    description = "Adds a key that signs beside the old one; --retire drops the oldest.",
    mixinStandardHelpOptions = true)
final class RotateCommand extends LedgerTask {
  private final Console console;

  @Parameters(paramLabel = "DIR", description = "The ledger's folder.")
  private Path folder = Path.of("");

  @Option(names = "--retire", description = "Drops the oldest key instead of adding one.")
  private boolean retire;

  RotateCommand(Console console) {
    this.console = console;
  }

  @Override
  ExitCode run() {
    try (Ledger ledger = Logs.open(folder)) {
      String done = retire ? "retired " + ledger.retireKey() : "added " + ledger.addKey();
      console.out().println(done);
    }
    return ExitCode.DONE;
  }
}
