package io.sextant.gateway.config;

import io.sextant.gateway.access.Secret;
import io.sextant.gateway.protocol.Operation.Family;
import io.sextant.gateway.tls.KeyMaterial.Way;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A server that requests are sent on to.
///
/// @param url scheme, host, port and what stands before `/v1`
/// @param families what it understands
/// @param models which models it serves, `*` for any characters; empty: all
/// @param key its credential; empty: what the client sends is passed on, unless clients have keys
///   of the gateway
/// @param tls how it is met by https; empty: as the JDK does
public record UpstreamConfig(
    String id,
    URI url,
    Set<Family> families,
    List<String> models,
    Optional<Secret> key,
    Optional<Way> tls) {
  public UpstreamConfig {
    families = Set.copyOf(families);
    models = List.copyOf(models);
  }

  public UpstreamConfig(
      String id, URI url, Set<Family> families, List<String> models, Optional<Secret> key) {
    this(id, url, families, models, key, Optional.empty());
  }
}
