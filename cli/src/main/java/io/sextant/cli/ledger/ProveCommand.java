package io.sextant.cli.ledger;

import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.ledger.log.LogReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Makes a receipt.
@Command(
    name = "prove",
    description = "Prints the receipt (.tlog-proof) that an entry stands in the log.",
    mixinStandardHelpOptions = true)
final class ProveCommand extends LedgerTask {
  private final Console console;

  @Parameters(paramLabel = "DIR|URL", description = "A ledger's folder or address.")
  private String named = "";

  @Parameters(paramLabel = "INDEX", description = "The entry's index, from 0 on.")
  private long index;

  ProveCommand(Console console) {
    this.console = console;
  }

  @Override
  ExitCode run() {
    console.out().print(LogReader.latest(Logs.source(named)).prove(index));
    return ExitCode.DONE;
  }
}
