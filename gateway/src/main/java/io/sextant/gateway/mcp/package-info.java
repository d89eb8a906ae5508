/// Stands between agents and MCP servers (Model Context Protocol, specifications 2024-11-05 to
/// 2025-11-25); start reading at [io.sextant.gateway.mcp.McpDoor].
@org.jspecify.annotations.NullMarked
package io.sextant.gateway.mcp;
