package io.sextant.cli.atlas;

import io.sextant.cli.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The group `sextant atlas`.
@Command(
    name = "atlas",
    description =
        "ATLAS releases: import, list, show, search, suggest, check, compare, move, export.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class AtlasCommand {
  private AtlasCommand() {}

  /// The group with its commands.
  public static CommandLine of(Console console) {
    return new CommandLine(new AtlasCommand())
        .addSubcommand(new ShowCommand(console))
        .addSubcommand(new ListCommand(console))
        .addSubcommand(new SearchCommand(console))
        .addSubcommand(new SuggestCommand(console))
        .addSubcommand(new DetectionsCommand(console))
        .addSubcommand(new ExerciseCommand(console))
        .addSubcommand(new QuizCommand(console))
        .addSubcommand(new OnePagerCommand(console))
        .addSubcommand(new LintCommand(console))
        .addSubcommand(new DiffCommand(console))
        .addSubcommand(new MigrateCommand(console))
        .addSubcommand(new SuccessorsCommand(console))
        .addSubcommand(new ImpactCommand(console))
        .addSubcommand(new ExportCommand(console))
        .addSubcommand(OverlayCommand.of(console))
        .addSubcommand(new ReleasesCommand(console))
        .addSubcommand(new ImportCommand(console))
        .addSubcommand(new CurrentCommand(console))
        .addSubcommand(new ImportAttackCommand(console))
        .addSubcommand(new CatalogueCommand(console));
  }
}
