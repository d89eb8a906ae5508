package io.sextant.gateway.config;

import io.sextant.core.policy.Policy;
import io.sextant.gateway.access.Principals.Known;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/// Everything a gateway is started with.
///
/// @param host address to listen on
/// @param port 0 takes a free one
/// @param principals who may ask; empty: whoever reaches the port
public record GatewayConfig(
    String host,
    int port,
    List<UpstreamConfig> upstreams,
    Policy policy,
    List<Known> principals,
    LimitConfig limits) {
  /// The loopback address: nothing outside this machine reaches it.
  public static final String HOST = "127.0.0.1";

  public static final int PORT = 7676;

  public GatewayConfig {
    upstreams = List.copyOf(upstreams);
    principals = List.copyOf(principals);
  }

  /// The address of a server, when a text is one that can be used: http or https, with a host and
  /// without user, query or fragment.
  public static Optional<URI> address(String text) {
    try {
      URI url = new URI(text);
      boolean usable =
          ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
              && url.getHost() != null
              && url.getUserInfo() == null
              && url.getQuery() == null
              && url.getFragment() == null;
      return usable ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  public GatewayConfig with(Policy other) {
    return new GatewayConfig(host, port, upstreams, other, principals, limits);
  }

  public GatewayConfig withPort(int other) {
    return new GatewayConfig(host, other, upstreams, policy, principals, limits);
  }
}
