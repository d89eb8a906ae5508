package io.sextant.gateway.mcp;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/// Keeps out scripts of pages that a browser happens to show: their requests name the page
/// (`Origin`), and when its name was bent to this machine (DNS rebinding) they name that in `Host`
/// (MCP 2025-11-25, Transports, Security Warning).
final class Visitors {
  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

  private final boolean loopback;
  private final Set<String> origins;

  /// @param host address that the gateway listens on
  /// @param origins of other pages that may ask
  Visitors(String host, List<String> origins) {
    this.loopback = HERE.contains(host.toLowerCase(Locale.ROOT));
    this.origins = new HashSet<>(origins.stream().map(it -> it.toLowerCase(Locale.ROOT)).toList());
  }

  void check(Request request) throws Refusal {
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    if (origin != null && !origins.contains(origin.toLowerCase(Locale.ROOT)) && !isHere(origin)) {
      throw new Refusal(
          403, Refusal.FOREIGN_PAGE, "pages of this origin may not ask; see 'origins' below 'mcp'");
    }
    String host = Request.getServerName(request);
    if (loopback && !HERE.contains(String.valueOf(host).toLowerCase(Locale.ROOT))) {
      throw new Refusal(403, Refusal.FOREIGN_PAGE, "this gateway serves this machine alone");
    }
  }

  private static boolean isHere(String origin) {
    try {
      String host = URI.create(origin).getHost();
      return host != null && HERE.contains(host.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
