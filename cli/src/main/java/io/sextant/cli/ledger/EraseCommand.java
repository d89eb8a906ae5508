package io.sextant.cli.ledger;

import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.ledger.entry.BodyVault;
import io.sextant.ledger.entry.DecisionEntry;
import io.sextant.ledger.log.Ledger;
import io.sextant.ledger.log.LedgerFolder;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Erases the bodies of one entry.
@Command(
    name = "erase",
    description = "Erases the bodies of an entry for good, and notes that in the log.",
    mixinStandardHelpOptions = true)
final class EraseCommand extends LedgerTask {
  private final Console console;

  @Parameters(paramLabel = "DIR", description = "The ledger's folder.")
  private Path folder = Path.of("");

  @Parameters(paramLabel = "INDEX", description = "The entry's index.")
  private long index;

  EraseCommand(Console console) {
    this.console = console;
  }

  @Override
  ExitCode run() {
    try (BodyVault vault = BodyVault.open(new LedgerFolder(folder));
        Ledger ledger = Logs.open(folder, vault)) {
      DecisionEntry entry = DecisionEntry.parse(ledger.reader().entry(index));
      entry.bodies().forEach(vault::erase);
      ledger.noteErased(index);
      console.out().println("erased " + entry.bodies().size() + " bodies of entry " + index);
    }
    return ExitCode.DONE;
  }
}
