package io.sextant.cli.atlas;

import io.sextant.cli.CommandGroup;
import io.sextant.cli.CommandGroup.Choice;
import io.sextant.cli.Console;
import java.util.List;
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
  ///
  /// @param words what stands behind its name
  public static CommandLine of(Console console, List<String> words) {
    return CommandGroup.of(
            new AtlasCommand(),
            new Choice("show", () -> new ShowCommand(console)),
            new Choice("list", () -> new ListCommand(console)),
            new Choice("search", () -> new SearchCommand(console)),
            new Choice("suggest", () -> new SuggestCommand(console)),
            new Choice("detections", () -> new DetectionsCommand(console)),
            new Choice("exercise", () -> new ExerciseCommand(console)),
            new Choice("quiz", () -> new QuizCommand(console)),
            new Choice("one-pager", () -> new OnePagerCommand(console)),
            new Choice("lint", () -> new LintCommand(console)),
            new Choice("diff", () -> new DiffCommand(console)),
            new Choice("migrate", () -> new MigrateCommand(console)),
            new Choice("successors", () -> new SuccessorsCommand(console)),
            new Choice("impact", () -> new ImpactCommand(console)),
            new Choice("export", () -> new ExportCommand(console)),
            new Choice("overlay", () -> OverlayCommand.of(console, CommandGroup.behind(words))),
            new Choice("releases", () -> new ReleasesCommand(console)),
            new Choice("import", () -> new ImportCommand(console)),
            new Choice("current", () -> new CurrentCommand(console)),
            new Choice("import-attack", () -> new ImportAttackCommand(console)),
            new Choice("catalogue", () -> new CatalogueCommand(console)))
        .line(words);
  }
}
