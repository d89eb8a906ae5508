package io.sextant.cli.ledger;

import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.ledger.log.Ledger;
import io.sextant.ledger.note.NoteSignature;
import io.sextant.ledger.witness.WitnessClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Has the newest checkpoint cosigned.
@Command(
    name = "cosign",
    description = "Has a witness cosign the newest checkpoint; exit code 1 when it refuses.",
    mixinStandardHelpOptions = true)
final class CosignCommand extends LedgerTask {
  private final Console console;

  @Parameters(paramLabel = "DIR", description = "The ledger's folder.")
  private Path folder = Path.of("");

  @Option(names = "--witness", required = true, paramLabel = "URL", description = "Its address.")
  private URI witness = URI.create("");

  @Option(names = "--key", required = true, paramLabel = "KEY|FILE", description = "Its key.")
  private String key = "";

  CosignCommand(Console console) {
    this.console = console;
  }

  @Override
  ExitCode run() {
    WitnessClient client = new WitnessClient(witness, Logs.keys(List.of(key)).getFirst());
    try (Ledger ledger = Logs.open(folder)) {
      NoteSignature cosignature = client.cosign(ledger.reader());
      ledger.attach(ledger.reader().checkpoint(), List.of(cosignature));
      console.out().print(ledger.published());
    }
    return ExitCode.DONE;
  }
}
