package io.sextant.gateway.config;

import java.util.List;

/// The MCP servers that a gateway stands before.
///
/// @param origins pages whose scripts may ask, besides those of this machine
public record McpConfig(List<McpServerConfig> servers, List<String> origins) {
  public static final McpConfig NONE = new McpConfig(List.of(), List.of());

  public McpConfig {
    servers = List.copyOf(servers);
    origins = List.copyOf(origins);
  }
}
