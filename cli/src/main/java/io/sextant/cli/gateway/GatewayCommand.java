package io.sextant.cli.gateway;

import io.sextant.cli.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The group `sextant gateway`.
@Command(
    name = "gateway",
    description =
        "The runtime gateway's policies, its gate for data, and MCP over standard input and output."
            + " 'sextant up' runs it.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class GatewayCommand {
  private GatewayCommand() {}

  /// The group with its commands.
  public static CommandLine of(Console console) {
    return new CommandLine(new GatewayCommand())
        .addSubcommand(new CheckGatewayCommand(console))
        .addSubcommand(new TestPolicyCommand(console))
        .addSubcommand(new ExplainDecisionCommand(console))
        .addSubcommand(new PoliciesCommand(console))
        .addSubcommand(new FactsCommand(console))
        .addSubcommand(new KeyCommand(console))
        .addSubcommand(new IngestCommand(console))
        .addSubcommand("quarantine", QuarantineCommand.of(console))
        .addSubcommand(new McpCommand(console));
  }
}
