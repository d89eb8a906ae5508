/// The help desk's tools as an MCP server, and one that is not what it seems.
@org.jspecify.annotations.NullMarked
package io.sextant.examples.mcp;
