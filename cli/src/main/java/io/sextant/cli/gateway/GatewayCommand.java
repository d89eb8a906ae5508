package io.sextant.cli.gateway;

import io.sextant.cli.CommandGroup;
import io.sextant.cli.CommandGroup.Choice;
import io.sextant.cli.Console;
import java.util.List;
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
  ///
  /// @param words what stands behind its name
  public static CommandLine of(Console console, List<String> words) {
    return CommandGroup.of(
            new GatewayCommand(),
            new Choice("check", () -> new CheckGatewayCommand(console)),
            new Choice("test", () -> new TestPolicyCommand(console)),
            new Choice("explain", () -> new ExplainDecisionCommand(console)),
            new Choice("policies", () -> new PoliciesCommand(console)),
            new Choice("facts", () -> new FactsCommand(console)),
            new Choice("key", () -> new KeyCommand(console)),
            new Choice("ingest", () -> new IngestCommand(console)),
            new Choice(
                "quarantine", () -> QuarantineCommand.of(console, CommandGroup.behind(words))),
            new Choice("mcp", () -> new McpCommand(console)))
        .line(words);
  }
}
