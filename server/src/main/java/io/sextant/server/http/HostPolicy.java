package io.sextant.server.http;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Which `Host` headers are answered. A page of somebody else that made its name resolve to this
/// machine (DNS rebinding) still sends its own name, and is turned away.
///
/// Literal addresses cannot be rebound, so a server bound to all of a machine's addresses answers
/// them all.
public final class HostPolicy {
  private static final Pattern LITERAL =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+(%[0-9a-z]+)?]");
  private static final Pattern WITH_PORT = Pattern.compile("^(.*?)(:\\d{1,5})?$");
  private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "[::]");

  private final Set<String> names = new TreeSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
  private final boolean anyLiteral;

  /// @param bound the address the server listens on
  /// @param further names by which it is reached, such as a reverse proxy's
  public HostPolicy(String bound, Set<String> further) {
    anyLiteral = WILDCARDS.contains(bound);
    names.add(bound.contains(":") && !bound.startsWith("[") ? "[" + bound + "]" : bound);
    further.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
  }

  public boolean admits(String hostHeader) {
    var matcher = WITH_PORT.matcher(hostHeader.toLowerCase(Locale.ROOT));
    String name = matcher.matches() ? matcher.group(1) : "";
    return names.contains(name) || (anyLiteral && LITERAL.matcher(name).matches());
  }
}
