package io.sextant.cli.ledger;

import io.sextant.cli.Console;
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
  public static CommandLine of(Console console) {
    return new CommandLine(new LedgerCommand())
        .addSubcommand(new DemoCommand(console))
        .addSubcommand(new VerifyCommand(console))
        .addSubcommand(new ProveCommand(console))
        .addSubcommand(new ExportCommand(console))
        .addSubcommand(new ServeCommand(console))
        .addSubcommand(new WitnessCommand(console))
        .addSubcommand(new CosignCommand(console))
        .addSubcommand(new EraseCommand(console))
        .addSubcommand(new PruneCommand(console))
        .addSubcommand(new RotateCommand(console));
  }
}
