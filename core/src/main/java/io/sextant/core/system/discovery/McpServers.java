package io.sextant.core.system.discovery;

import io.sextant.core.document.Documents;
import io.sextant.core.document.IssueLog;
import io.sextant.core.document.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Reads which MCP servers a configuration of an agent or an editor names.
final class McpServers {
  private static final Set<String> NAMES =
      Set.of(
          "mcp.json",
          ".mcp.json",
          "mcp_config.json",
          "claude_desktop_config.json",
          "cline_mcp_settings.json",
          "mcp_settings.json");
  private static final List<String> SECTIONS = List.of("mcpServers", "servers", "context_servers");

  private McpServers() {}

  /// @param remote whether it is reached by an address
  record Server(String name, int line, boolean remote, String how) {}

  static boolean isConfiguration(SourceEntry entry) {
    return NAMES.contains(entry.lowerName());
  }

  static List<Server> read(SourceEntry entry) {
    String text = entry.text().orElse("");
    List<Server> servers = new ArrayList<>();
    for (Tree document : Documents.read(text, new IssueLog(entry.path(), text))) {
      SECTIONS.stream()
          .flatMap(section ->
              Stream.concat(
                  document.entries(section),
                  document.get("mcp").stream().flatMap(each -> each.entries(section))))
          .forEach(each -> servers.add(server(each)));
    }
    return servers;
  }

  /// How it is started, without its arguments' values: they may be secrets.
  private static Server server(Tree.Entry entry) {
    boolean remote = entry.value().text("url").isPresent();
    return new Server(
        entry.key(),
        entry.keyPlace().line(),
        remote,
        remote
            ? "reached by an address"
            : "started with " + entry.value().text("command").orElse("a command"));
  }
}
