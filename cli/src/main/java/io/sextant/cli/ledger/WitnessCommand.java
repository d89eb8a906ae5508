package io.sextant.cli.ledger;

import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.ledger.http.HttpSite;
import io.sextant.ledger.witness.Witness;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Runs a witness until it is stopped.
@Command(
    name = "witness",
    description = "Runs a witness, which cosigns logs as long as they only grow.",
    mixinStandardHelpOptions = true)
final class WitnessCommand extends LedgerTask {
  private final Console console;

  @Parameters(paramLabel = "STATE", description = "The witness's own folder: key and memory.")
  private Path state = Path.of("");

  @Option(
      names = "--log",
      required = true,
      paramLabel = "KEY|FILE",
      description = "A key of a log to watch, repeatable.")
  private List<String> logs = List.of();

  @Option(names = "--name", description = "Name of the key, when it is new.")
  private String name = "witness.example/one";

  @Option(names = "--host", description = "Address to listen on (default: 127.0.0.1).")
  private String host = "127.0.0.1";

  @Option(names = "--port", description = "Port (default: 7678; 0: any).")
  private int port = 7678;

  WitnessCommand(Console console) {
    this.console = console;
  }

  @Override
  ExitCode run() {
    Witness witness = Witness.open(state, name, Logs.keys(logs), InstantSource.system());
    try (HttpSite site = HttpSite.start(host, port, witness)) {
      ServeCommand.untilStopped(
          console, "the witness listens at " + site.address() + "\n" + witness.key());
    }
    return ExitCode.DONE;
  }
}
