package io.sextant.cli.atlas;

import io.sextant.cli.CommandGroup;
import io.sextant.cli.CommandGroup.Choice;
import io.sextant.cli.Console;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The group `sextant atlas overlay`.
@Command(
    name = "overlay",
    description = "What your organisation says of ATLAS on its own account: check, show.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class OverlayCommand {
  private OverlayCommand() {}

  static CommandLine of(Console console, List<String> words) {
    return CommandGroup.of(
            new OverlayCommand(),
            new Choice("check", () -> new OverlayCheckCommand(console)),
            new Choice("show", () -> new OverlayShowCommand(console)))
        .line(words);
  }
}
