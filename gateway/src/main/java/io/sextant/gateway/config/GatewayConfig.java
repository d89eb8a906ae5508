package io.sextant.gateway.config;

import io.sextant.core.policy.Policy;
import io.sextant.gateway.access.Principals.Known;
import io.sextant.gateway.access.Quota;
import io.sextant.gateway.access.Quota.Price;
import io.sextant.gateway.access.TokenConfig;
import io.sextant.gateway.approval.WebhookConfig;
import io.sextant.gateway.ingest.IngestConfig;
import io.sextant.gateway.tls.KeyMaterial.Door;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/// Everything a gateway is started with.
///
/// @param host address to listen on
/// @param port 0 takes a free one
/// @param principals who may ask by a key; with no tokens either: whoever reaches the port
/// @param tokens whose tokens are taken; empty: none
/// @param quotas besides the limit that everybody has
/// @param webhooks who is told of approvals
/// @param ingest how data is decided about
/// @param mcp servers of tools
/// @param tls of its port; empty: plain HTTP
/// @param encoder whether the second stage of inspection is asked, too
public record GatewayConfig(
    String host,
    int port,
    List<UpstreamConfig> upstreams,
    Policy policy,
    List<Known> principals,
    Optional<TokenConfig> tokens,
    LimitConfig limits,
    List<Quota> quotas,
    List<Price> prices,
    WebhookConfig.All webhooks,
    IngestConfig ingest,
    McpConfig mcp,
    Optional<Door> tls,
    boolean encoder) {
  /// The loopback address: nothing outside this machine reaches it.
  public static final String HOST = "127.0.0.1";

  public static final int PORT = 7676;

  public GatewayConfig {
    upstreams = List.copyOf(upstreams);
    principals = List.copyOf(principals);
    quotas = List.copyOf(quotas);
    prices = List.copyOf(prices);
  }

  /// One that takes data as it is taken unless anything is said.
  public GatewayConfig(
      String host,
      int port,
      List<UpstreamConfig> upstreams,
      Policy policy,
      List<Known> principals,
      Optional<TokenConfig> tokens,
      LimitConfig limits,
      List<Quota> quotas,
      List<Price> prices,
      WebhookConfig.All webhooks) {
    this(
        host,
        port,
        upstreams,
        policy,
        principals,
        tokens,
        limits,
        quotas,
        prices,
        webhooks,
        plainIngest(),
        McpConfig.NONE,
        Optional.empty(),
        false);
  }

  /// How data is taken unless anything is said: by the policy that ships.
  public static IngestConfig plainIngest() {
    return new IngestConfig(ShippedPolicies.data(), IngestConfig.PLAIN);
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
    return with(other, mcp);
  }

  public GatewayConfig with(McpConfig other) {
    return with(policy, other);
  }

  private GatewayConfig with(Policy otherPolicy, McpConfig otherMcp) {
    return new GatewayConfig(
        host,
        port,
        upstreams,
        otherPolicy,
        principals,
        tokens,
        limits,
        quotas,
        prices,
        webhooks,
        ingest,
        otherMcp,
        tls,
        encoder);
  }
}
