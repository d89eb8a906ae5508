package io.sextant.cli.model;

import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import io.sextant.core.system.SystemMap;
import io.sextant.core.system.exchange.Exported;
import io.sextant.core.system.exchange.MapExport;
import io.sextant.core.threat.Threat;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Writes a map in another tool's format.
@Command(
    name = "export",
    description = "Writes a system map in another tool's format to standard output.",
    mixinStandardHelpOptions = true)
final class ExportMapCommand implements Callable<Integer> {
  private static final String SARIF = "sarif";

  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
  private CommandSpec spec;

  @Mixin private final ThreatOptions threats = new ThreatOptions();

  @Option(
      names = "--to",
      paramLabel = "FORMAT",
      defaultValue = "otm",
      description =
          "otm (default), threat-dragon, cyclonedx or sextant; or sarif: the threats that are"
              + " derived from it.")
  private String to = "otm";

  @Parameters(paramLabel = "MAP", description = "A system map; - is standard input.")
  private String file = "";

  ExportMapCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (to.equals(SARIF)) {
      return sarif();
    }
    Optional<MapExport.Target> target =
        Arrays.stream(MapExport.Target.values()).filter(each -> each.word().equals(to)).findFirst();
    if (target.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "--to "
              + to
              + ": expected "
              + Arrays.stream(MapExport.Target.values())
                  .map(MapExport.Target::word)
                  .collect(Collectors.joining(", "))
              + ", "
              + SARIF);
    }
    SystemMap map = ThreatOptions.map(file, console);
    Exported exported = MapExport.write(map, target.get());
    console.out().print(exported.text());
    exported
        .left()
        .forEach(each ->
            console.err().println("left: " + each.count() + " " + each.what() + ": " + each.why()));
    return ExitCode.DONE.number();
  }

  private int sarif() {
    SystemMap map = ThreatOptions.map(file, console);
    List<Threat> derived = threats.derivation(console).derive(map).threats();
    Json.document(ThreatReports.sarif(threats.index(console), derived, file), console.out());
    return ExitCode.DONE.number();
  }
}
