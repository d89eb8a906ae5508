package io.sextant.cli.gateway;

import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.gateway.config.GatewayConfig;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Speaks MCP over standard input and output to a server behind the gateway, for clients that start
/// their servers as programs.
@Command(
    name = "mcp",
    description =
        "Speaks MCP over standard input and output to a server behind the running gateway, for"
            + " clients that start their servers as programs.",
    mixinStandardHelpOptions = true)
final class McpCommand implements Callable<Integer> {
  private static final String KEY = "SEXTANT_GATEWAY_KEY";

  private final Console console;

  @Option(
      names = "--server",
      required = true,
      paramLabel = "ID",
      description = "The server, as the configuration of the gateway names it.")
  private String server = "";

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "The gateway. Default: $SEXTANT_GATEWAY, or http://127.0.0.1:" + GatewayConfig.PORT + ".")
  private @Nullable String url;

  McpCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    String base =
        url != null
            ? url
            : console
                .environment()
                .getOrDefault("SEXTANT_GATEWAY", "http://127.0.0.1:" + GatewayConfig.PORT);
    Optional<URI> gateway = GatewayConfig.address(base);
    if (gateway.isEmpty() || !server.matches("[a-z0-9][a-z0-9-]{0,62}")) {
      throw new CommandFailure(
          ExitCode.USAGE,
          gateway.isEmpty()
              ? "'" + base + "' is not the address of a gateway"
              : "'" + server + "' is not the id of a server",
          "Write 'sextant gateway mcp --server notes --url http://127.0.0.1:7676'.");
    }
    Optional<String> key = Optional.ofNullable(console.environment().get(KEY));
    McpBridge bridge =
        new McpBridge(gateway.get().resolve("/mcp/" + server), key, console.out(), console.err());
    try {
      bridge.run(console.in());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.DONE.number();
  }
}
