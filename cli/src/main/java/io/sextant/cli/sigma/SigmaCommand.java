package io.sextant.cli.sigma;

import io.sextant.cli.Console;
import io.sextant.core.detection.RulePack;
import io.sextant.core.telemetry.Views;
import io.sextant.gateway.content.EventInspection;
import io.sextant.sigma.DerivedFields;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The group `sextant sigma`.
@Command(
    name = "sigma",
    description = "Sigma rules: match, check, explain, test, translate, conformance.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class SigmaCommand {
  private SigmaCommand() {}

  /// The group with its commands.
  public static CommandLine of(Console console) {
    DerivedFields content = RulePack.content(Optional.of(EventInspection.builtIn()));
    return new CommandLine(new SigmaCommand())
        .addSubcommand(new MatchCommand(console, content))
        .addSubcommand(new CheckCommand(console))
        .addSubcommand(new ExplainCommand(console))
        .addSubcommand(new TestCommand(console, Views::derive, content))
        .addSubcommand(new TranslateCommand(console))
        .addSubcommand(new ConformanceCommand(console));
  }
}
