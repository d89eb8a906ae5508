package io.sextant.cli.gateway;

import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.DataFolders;
import io.sextant.cli.ExitCode;
import io.sextant.cli.ledger.Logs;
import io.sextant.gateway.content.Detectors;
import io.sextant.gateway.ingest.DataGate;
import io.sextant.gateway.ingest.IngestConfig;
import io.sextant.gateway.record.Events;
import io.sextant.gateway.record.LedgerDecisions;
import io.sextant.ledger.LedgerException;
import io.sextant.ledger.log.LedgerFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where commands for data find what was decided before.
final class DataOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder of ledger and quarantine, as of 'sextant up'. Default: the user's.")
  private @Nullable Path data;

  Path folder(Console console) {
    return data != null ? data : DataFolders.ofUser(console.environment());
  }

  Path quarantine(Console console) {
    return folder(console).resolve("quarantine");
  }

  /// Work with the gate, while its ledger is open.
  @FunctionalInterface
  interface Work {
    ExitCode with(DataGate gate) throws IOException;
  }

  /// Opens the gate, does the work and closes it.
  int run(Console console, IngestConfig config, Events events, Work work) {
    Path folder = folder(console);
    try {
      Files.createDirectories(folder);
      try (LedgerDecisions ledger =
              LedgerDecisions.open(
                  new LedgerFolder(folder.resolve("ledger")),
                  LedgerDecisions.ORIGIN,
                  InstantSource.system());
          DataGate gate =
              DataGate.open(
                  config,
                  new DataGate.Services(
                      Detectors.builtIn(),
                      ledger,
                      ledger,
                      events,
                      InstantSource.system(),
                      new SecureRandom()),
                  quarantine(console))) {
        return work.with(gate).number();
      }
    } catch (java.util.concurrent.CompletionException e) {
      if (e.getCause() instanceof LedgerException cause) {
        throw failure(cause);
      }
      throw e;
    } catch (LedgerException e) {
      throw failure(e);
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.ENVIRONMENT, String.valueOf(e.getMessage()), "");
    }
  }

  private static CommandFailure failure(LedgerException e) {
    if (e.reason() == LedgerException.Reason.IN_USE) {
      return new CommandFailure(
          ExitCode.ENVIRONMENT,
          "the ledger is in use: a server runs on this data folder",
          "Send the data to its gateway (POST /ingest/check), or name another folder by --data.");
    }
    return Logs.failure(e);
  }
}
