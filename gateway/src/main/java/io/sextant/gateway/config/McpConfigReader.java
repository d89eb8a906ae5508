package io.sextant.gateway.config;

import io.sextant.core.document.IssueLog;
import io.sextant.core.document.Tree;
import io.sextant.gateway.access.Secret;
import io.sextant.gateway.config.McpServerConfig.DeclaredTool;
import io.sextant.gateway.config.McpServerConfig.Pins;
import io.sextant.gateway.config.McpServerConfig.Place;
import io.sextant.gateway.protocol.Names;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads what stands under `mcp`.
final class McpConfigReader {
  private static final Set<String> SERVER_KEYS =
      Set.of(
          "id",
          "url",
          "key",
          "command",
          "environment",
          "folder",
          "pins",
          "tools",
          "sensitive-resources");
  private static final Set<String> TOOL_KEYS = Set.of("name", "tier", "sensitive", "sha256");
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");

  private final GatewayConfigReader reader;
  private final IssueLog log;
  private final Function<String, Optional<Path>> path;

  McpConfigReader(GatewayConfigReader reader, IssueLog log, Function<String, Optional<Path>> path) {
    this.reader = reader;
    this.log = log;
    this.path = path;
  }

  McpConfig read(Tree tree) {
    reader.known(tree, Set.of("servers", "origins"));
    List<McpServerConfig> servers = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Tree item : tree.list("servers")) {
      server(item, ids).ifPresent(servers::add);
    }
    if (tree.list("servers").isEmpty()) {
      log.error(
          GatewayConfigReader.MISSING,
          tree.place(),
          "'servers' is missing below 'mcp'",
          "Add 'servers: [{id: notes, url: \"http://127.0.0.1:8080/mcp\"}]'.");
    }
    return new McpConfig(servers, tree.texts("origins"));
  }

  private Optional<McpServerConfig> server(Tree tree, Set<String> ids) {
    reader.known(tree, SERVER_KEYS);
    Optional<String> id = tree.text("id").filter(it -> ID.matcher(it).matches()).filter(ids::add);
    if (id.isEmpty()) {
      log.error(
          GatewayConfigReader.MISSING,
          tree.place(),
          "each MCP server has an 'id' of its own: small letters, digits and hyphens, at most 63",
          "Clients reach it at /mcp/ID.");
    }
    Optional<Place> place = place(tree);
    Pins pins = pins(tree);
    List<DeclaredTool> tools =
        tree.list("tools").stream().flatMap(item -> tool(item).stream()).toList();
    return id.flatMap(name ->
        place.map(
            at -> new McpServerConfig(name, at, pins, tools, tree.texts("sensitive-resources"))));
  }

  private Optional<Place> place(Tree tree) {
    boolean remote = tree.get("url").isPresent();
    if (remote == tree.get("command").isPresent()) {
      log.error(
          GatewayConfigReader.MISSING,
          tree.place(),
          "an MCP server has either a 'url' or a 'command'",
          "'url' for Streamable HTTP, 'command: [PROGRAM, ARGUMENT…]' for standard input and"
              + " output.");
      return Optional.empty();
    }
    if (remote) {
      Optional<Secret> key = tree.get("key").flatMap(reader::secret);
      refuse(tree, "environment", "a server at an address");
      refuse(tree, "folder", "a server at an address");
      return reader.url(tree, "url", "").map(url -> new Place.Remote(url, key));
    }
    refuse(tree, "key", "a program; name it in 'environment'");
    List<String> command = tree.texts("command");
    Optional<Path> folder = tree.text("folder").flatMap(path);
    return command.isEmpty()
        ? Optional.empty()
        : Optional.of(new Place.Local(command, environment(tree), folder));
  }

  private void refuse(Tree tree, String key, String beside) {
    tree.get(key)
        .ifPresent(it ->
            log.error(
                GatewayConfigReader.WRONG,
                it.place(),
                "'" + key + "' has no meaning for " + beside,
                ""));
  }

  private Map<String, Secret> environment(Tree tree) {
    Map<String, Secret> variables = new HashMap<>();
    tree.get("environment").stream()
        .flatMap(Tree::fields)
        .forEach(entry -> {
          if (!VARIABLE.matcher(entry.key()).matches()) {
            log.error(
                GatewayConfigReader.WRONG,
                entry.keyPlace(),
                "'" + entry.key() + "' is no name of a variable",
                "");
          }
          reader.secret(entry.value()).ifPresent(it -> variables.put(entry.key(), it));
        });
    return variables;
  }

  private Pins pins(Tree tree) {
    String word = tree.text("pins").orElse("first-seen");
    switch (word) {
      case "first-seen" -> {
        return Pins.FIRST_SEEN;
      }
      case "declared" -> {
        return Pins.DECLARED;
      }
      default ->
          log.error(
              GatewayConfigReader.WRONG,
              tree.get("pins").orElse(tree).place(),
              "'" + word + "' is no way to pin",
              "Expected first-seen (what is seen first is right) or declared.");
    }
    return Pins.DECLARED;
  }

  private Optional<DeclaredTool> tool(Tree tree) {
    reader.known(tree, TOOL_KEYS);
    List<String> names = tree.texts("name");
    if (names.isEmpty()) {
      log.error(
          GatewayConfigReader.MISSING,
          tree.place(),
          "a tool has a 'name', '*' for any characters, or a list of them",
          "");
      return Optional.empty();
    }
    ToolTier tier = ToolTier.UNKNOWN;
    if (tree.get("tier").isPresent()) {
      Optional<ToolTier> read = tree.text("tier").flatMap(ToolTier::of);
      if (read.isEmpty()) {
        log.error(
            GatewayConfigReader.WRONG,
            tree.get("tier").orElse(tree).place(),
            "'" + tree.text("tier").orElse("") + "' is no tier",
            "Expected read, write, destructive, external-sink or privileged.");
      }
      tier = read.orElse(tier);
    }
    Optional<String> hash = tree.text("sha256");
    if (hash.filter(it -> !HASH.matcher(it).matches()).isPresent()) {
      log.error(
          GatewayConfigReader.WRONG,
          tree.get("sha256").orElse(tree).place(),
          "'sha256' has 64 small hexadecimal digits",
          "The events of tools/list name the hash of each definition.");
    }
    return Optional.of(
        new DeclaredTool(Names.pattern(names, 0), tier, tree.holds("sensitive"), hash));
  }
}
