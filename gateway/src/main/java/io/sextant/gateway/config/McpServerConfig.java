package io.sextant.gateway.config;

import io.sextant.gateway.access.Secret;
import io.sextant.gateway.protocol.Names;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// An MCP server behind the gateway, reached at `/mcp/ID`.
///
/// @param pins which definitions of tools are pinned
/// @param tools what is declared of its tools; the first that fits counts
/// @param sensitive addresses of resources that are sensitive to read, `*` for any characters
public record McpServerConfig(
    String id, Place place, Pins pins, List<DeclaredTool> tools, List<String> sensitive) {
  public McpServerConfig {
    tools = List.copyOf(tools);
    sensitive = List.copyOf(sensitive);
  }

  /// Where it is.
  public sealed interface Place {
    /// It speaks Streamable HTTP.
    ///
    /// @param key its credential; empty: what the client sends is passed on, unless clients have
    ///   keys of the gateway
    record Remote(URI url, Optional<Secret> key) implements Place {}

    /// A program that speaks over standard input and output, one process for each session.
    ///
    /// @param environment what it gets besides PATH, HOME and the language
    record Local(List<String> command, Map<String, Secret> environment, Optional<Path> folder)
        implements Place {
      public Local {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
      }
    }
  }

  /// Which definitions are taken for the right ones.
  public enum Pins {
    /// Those that are seen first.
    FIRST_SEEN,
    /// Only those whose hash is declared, and those that a person approved.
    DECLARED
  }

  /// What is declared of tools.
  ///
  /// @param names of tools, `*` for any characters
  /// @param sensitive whether what they read is
  /// @param sha256 of the definition; empty: not declared
  public record DeclaredTool(
      Pattern names, ToolTier tier, boolean sensitive, Optional<String> sha256) {}

  /// What is declared of a tool.
  public Optional<DeclaredTool> declared(String tool) {
    return tools.stream().filter(it -> it.names().matcher(tool).matches()).findFirst();
  }

  public ToolTier tier(String tool) {
    return declared(tool).map(DeclaredTool::tier).orElse(ToolTier.UNKNOWN);
  }

  /// Whether reading a resource is declared sensitive.
  public boolean sensitiveResource(String address) {
    return !sensitive.isEmpty() && Names.pattern(sensitive, 0).matcher(address).matches();
  }
}
