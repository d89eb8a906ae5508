package io.sextant.cli.ledger;

import io.sextant.cli.CommandGroup;
import io.sextant.cli.CommandGroup.Choice;
import io.sextant.cli.Console;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The group `sextant ledger`.
@Command(
    name = "ledger",
    description = "The tamper-evident log: verify, prove, export, serve, witness.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class LedgerCommand {
  private LedgerCommand() {}

  /// The group with its commands.
  ///
  /// @param words what stands behind its name
  public static CommandLine of(Console console, List<String> words) {
    return CommandGroup.of(
            new LedgerCommand(),
            new Choice("demo", () -> new DemoCommand(console)),
            new Choice("verify", () -> new VerifyCommand(console)),
            new Choice("prove", () -> new ProveCommand(console)),
            new Choice("export", () -> new ExportCommand(console)),
            new Choice("serve", () -> new ServeCommand(console)),
            new Choice("witness", () -> new WitnessCommand(console)),
            new Choice("cosign", () -> new CosignCommand(console)),
            new Choice("erase", () -> new EraseCommand(console)),
            new Choice("prune", () -> new PruneCommand(console)),
            new Choice("rotate", () -> new RotateCommand(console)))
        .line(words);
  }
}
