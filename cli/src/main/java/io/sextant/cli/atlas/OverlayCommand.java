package io.sextant.cli.atlas;

import io.sextant.cli.Console;
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

  static CommandLine of(Console console) {
    return new CommandLine(new OverlayCommand())
        .addSubcommand(new OverlayCheckCommand(console))
        .addSubcommand(new OverlayShowCommand(console));
  }
}
