package io.sextant.gateway.mcp;

import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;

/// Which headers pass between clients and MCP servers. Those that are not known here stay behind.
final class Headers {
  static final String SESSION = "Mcp-Session-Id";
  static final String VERSION = "MCP-Protocol-Version";

  private static final Set<String> TO_SERVER =
      Set.of(
          "accept",
          "content-type",
          "mcp-protocol-version",
          "mcp-method",
          "mcp-name",
          "last-event-id",
          "traceparent",
          "tracestate",
          "user-agent");

  private static final Set<String> TO_CLIENT =
      Set.of(
          "mcp-session-id",
          "mcp-protocol-version",
          "www-authenticate",
          "retry-after",
          "allow",
          "cache-control");

  private Headers() {}

  static HttpFields toServer(HttpFields from) {
    return passing(from, TO_SERVER);
  }

  static HttpFields toClient(HttpFields from) {
    return passing(from, TO_CLIENT);
  }

  private static HttpFields passing(HttpFields from, Set<String> names) {
    HttpFields.Mutable to = HttpFields.build();
    for (HttpField field : from) {
      if (names.contains(field.getName().toLowerCase(Locale.ROOT))) {
        to.add(field);
      }
    }
    return to;
  }
}
