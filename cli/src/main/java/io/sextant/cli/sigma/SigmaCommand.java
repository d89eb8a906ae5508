package io.sextant.cli.sigma;

import io.sextant.cli.CommandGroup;
import io.sextant.cli.CommandGroup.Choice;
import io.sextant.cli.Console;
import io.sextant.core.detection.RulePack;
import io.sextant.core.telemetry.Views;
import io.sextant.gateway.content.EventInspection;
import io.sextant.sigma.DerivedFields;
import java.util.List;
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
  ///
  /// @param words what stands behind its name
  public static CommandLine of(Console console, List<String> words) {
    return CommandGroup.of(
            new SigmaCommand(),
            new Choice("match", () -> new MatchCommand(console, content())),
            new Choice("check", () -> new CheckCommand(console)),
            new Choice("explain", () -> new ExplainCommand(console)),
            new Choice("test", () -> new TestCommand(console, Views::derive, content())),
            new Choice("translate", () -> new TranslateCommand(console)),
            new Choice("conformance", () -> new ConformanceCommand(console)))
        .line(words);
  }

  private static DerivedFields content() {
    return RulePack.content(Optional.of(EventInspection.builtIn()));
  }
}
