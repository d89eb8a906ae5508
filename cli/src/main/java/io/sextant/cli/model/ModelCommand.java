package io.sextant.cli.model;

import io.sextant.cli.CommandGroup;
import io.sextant.cli.CommandGroup.Choice;
import io.sextant.cli.Console;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
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
  ///
  /// @param words what stands behind its name
  public static CommandLine of(Console console, List<String> words) {
    return CommandGroup.of(
            new ModelCommand(),
            new Choice("import", () -> new ImportMapCommand(console)),
            new Choice("check", () -> new CheckMapCommand(console)),
            new Choice("export", () -> new ExportMapCommand(console)),
            new Choice("discover", () -> new DiscoverCommand(console, Clock.systemUTC())),
            new Choice(
                "threats", () -> new ThreatsCommand(console, Clock.system(ZoneId.systemDefault()))),
            new Choice(
                "diff",
                () -> new DiffThreatsCommand(console, Clock.system(ZoneId.systemDefault()))),
            new Choice("diagram", () -> new DiagramCommand(console)),
            new Choice("rules", () -> new RulesCommand(console)))
        .line(words);
  }
}
