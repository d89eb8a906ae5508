package io.sextant.cli.ledger;

import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.ledger.http.HttpSite;
import io.sextant.ledger.http.TileSite;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Serves a log's public files until it is stopped.
@Command(
    name = "serve",
    description = "Serves a log's public files, read only, until it is stopped.",
    mixinStandardHelpOptions = true)
final class ServeCommand extends LedgerTask {
  private final Console console;

  @Parameters(paramLabel = "DIR", description = "A ledger's folder.")
  private String named = "";

  @Option(names = "--host", description = "Address to listen on (default: 127.0.0.1).")
  private String host = "127.0.0.1";

  @Option(names = "--port", description = "Port (default: 7677; 0: any).")
  private int port = 7677;

  ServeCommand(Console console) {
    this.console = console;
  }

  @Override
  ExitCode run() {
    try (HttpSite site = HttpSite.start(host, port, new TileSite(Logs.source(named)))) {
      untilStopped(console, "the log is served at " + site.address());
    }
    return ExitCode.DONE;
  }

  /// Says that all is ready, and waits for the process's end.
  static void untilStopped(Console console, String ready) {
    console.out().println(ready);
    console.out().flush();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
