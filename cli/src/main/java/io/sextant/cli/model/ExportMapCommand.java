package io.sextant.cli.model;

import io.sextant.cli.Console;
import io.sextant.cli.Diagnostic;
import io.sextant.cli.DocumentFiles;
import io.sextant.cli.ExitCode;
import io.sextant.core.system.MapReader;
import io.sextant.core.system.SystemMap;
import io.sextant.core.system.exchange.OtmExport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Writes a map in another tool's format.
@Command(
    name = "export",
    description = "Writes a system map as Open Threat Model 0.2.0 (JSON) to standard output.",
    mixinStandardHelpOptions = true)
final class ExportMapCommand implements Callable<Integer> {
  private final Console console;

  /// The formats that can be written.
  enum Target {
    OTM
  }

  @Option(
      names = "--to",
      paramLabel = "FORMAT",
      defaultValue = "otm",
      description = "otm (default).")
  private Target to = Target.OTM;

  @Parameters(paramLabel = "MAP", description = "A system map; - is standard input.")
  private String file = "";

  ExportMapCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    MapReader.Result result = MapReader.read(file, DocumentFiles.read(file, console));
    if (DocumentFiles.hasErrors(result.issues()) || result.map().isEmpty()) {
      Diagnostic.print(
          result.issues().stream().map(DocumentFiles::diagnostic).toList(), console.err(), false);
      return ExitCode.BAD_INPUT.number();
    }
    SystemMap map = result.map().get();
    console
        .out()
        .print(
            switch (to) {
              case OTM -> OtmExport.write(map);
            });
    return ExitCode.DONE.number();
  }
}
