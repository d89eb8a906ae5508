package io.sextant.cli.model;

import io.sextant.cli.Console;
import java.time.Clock;
import java.time.ZoneId;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The group `sextant model`.
@Command(
    name = "model",
    description = "System maps: import, check, export, and the threats that follow from them.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class ModelCommand {
  private ModelCommand() {}

  /// The group with its commands.
  public static CommandLine of(Console console) {
    return new CommandLine(new ModelCommand())
        .addSubcommand(new ImportMapCommand(console))
        .addSubcommand(new CheckMapCommand(console))
        .addSubcommand(new ExportMapCommand(console))
        .addSubcommand(new DiscoverCommand(console, Clock.systemUTC()))
        .addSubcommand(new ThreatsCommand(console, Clock.system(ZoneId.systemDefault())))
        .addSubcommand(new DiffThreatsCommand(console, Clock.system(ZoneId.systemDefault())))
        .addSubcommand(new DiagramCommand(console))
        .addSubcommand(new RulesCommand(console));
  }
}
