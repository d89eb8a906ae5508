package io.sextant.cli.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import io.sextant.ledger.LedgerException;
import io.sextant.ledger.entry.BodyRecord;
import io.sextant.ledger.entry.BodyVault;
import io.sextant.ledger.entry.DecisionEntry;
import io.sextant.ledger.log.LedgerFolder;
import io.sextant.ledger.log.LogReader;
import io.sextant.ledger.log.TileSource;
import io.sextant.ledger.merkle.TreeHasher;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Prints entries, one JSON object a line.
@Command(
    name = "export",
    description = "Prints entries, one JSON object a line.",
    mixinStandardHelpOptions = true)
final class ExportCommand extends LedgerTask {
  private final Console console;

  @Parameters(paramLabel = "DIR|URL", description = "A ledger's folder or address.")
  private String named = "";

  @Option(names = "--from", paramLabel = "INDEX", description = "First entry (default: 0).")
  private long from;

  @Option(names = "--to", paramLabel = "INDEX", description = "One after the last entry.")
  private long to = Long.MAX_VALUE;

  @Option(
      names = "--bodies",
      description = "Also decrypts the bodies; only where the ledger's keys are.")
  private boolean bodies;

  ExportCommand(Console console) {
    this.console = console;
  }

  @Override
  ExitCode run() {
    TileSource source = Logs.source(named);
    LogReader reader = LogReader.latest(source);
    long first = Math.max(from, LedgerFolder.minimumIndex(source));
    long end = Math.min(to, reader.checkpoint().size());
    if (bodies) {
      try (BodyVault vault = BodyVault.open(new LedgerFolder(Path.of(named)))) {
        print(reader, first, end, Optional.of(vault));
      }
    } else {
      print(reader, first, end, Optional.empty());
    }
    return ExitCode.DONE;
  }

  private void print(LogReader reader, long first, long end, Optional<BodyVault> vault) {
    TreeHasher hasher = new TreeHasher();
    for (long index = first; index < end; index++) {
      byte[] entry = reader.entry(index);
      ObjectNode line = Json.object().put("index", index).put("leaf", hasher.leaf(entry).base64());
      line.put("entry", new String(entry, UTF_8));
      if (vault.isPresent()) {
        addBodies(line.putArray("bodies"), entry, vault.get());
      }
      Json.line(line, console.out());
    }
  }

  private static void addBodies(ArrayNode list, byte[] entry, BodyVault vault) {
    DecisionEntry decision;
    try {
      decision = DecisionEntry.parse(entry);
    } catch (LedgerException e) {
      return; // An entry of another type has no bodies.
    }
    for (BodyRecord record : decision.bodies()) {
      ObjectNode body = list.addObject().put("kind", record.kind());
      vault
          .get(record)
          .ifPresentOrElse(
              bytes -> body.put("text", new String(bytes, UTF_8)), () -> body.put("erased", true));
    }
  }
}
