package io.sextant.server.gateway;

import io.sextant.core.access.Permission;
import io.sextant.gateway.access.Principals.Known;
import io.sextant.gateway.config.LimitConfig;
import io.sextant.ledger.entry.Decision;
import io.sextant.server.http.Exchange;
import io.sextant.server.http.Routes;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Who may ask the gateway, and who did.
public final class PrincipalRoutes {
  private static final int KEY_SHOWN = 12;
  private static final int MOST = 500;

  private final Optional<GatewayService> gateway;

  /// @param kind `key`, `certificate`, `token` or `address`
  /// @param key the beginning of the SHA-256 of its key, to find it in the configuration
  /// @param remaining requests that it may send at once now
  /// @param decisions how many requests ended by which word, since the start
  record Principal(
      String id,
      String kind,
      Optional<String> key,
      List<String> roles,
      List<String> people,
      long remaining,
      Map<String, Long> decisions,
      Optional<Instant> last) {}

  /// @param open whether whoever reaches the port may ask
  /// @param issuer whose tokens are taken
  record Page(
      boolean running,
      boolean open,
      Optional<String> issuer,
      int requestsPerMinute,
      int burst,
      List<Principal> items) {}

  public PrincipalRoutes(Optional<GatewayService> gateway) {
    this.gateway = gateway;
  }

  public void addTo(Routes routes) {
    routes.get("/api/v1/principals", Permission.READ, this::list);
  }

  private void list(Exchange exchange) {
    exchange.withoutQuery();
    exchange.json(
        gateway
            .map(PrincipalRoutes::page)
            .orElseGet(() -> new Page(false, false, Optional.empty(), 0, 0, List.of())));
  }

  private static Page page(GatewayService service) {
    List<Known> known = service.config().principals();
    Set<String> configured =
        known.stream().map(Known::id).collect(Collectors.toCollection(HashSet::new));
    Stream<Principal> others =
        service.principals().seen().stream()
            .filter(seen -> !configured.contains(seen.id()))
            .sorted(Comparator.comparing(PrincipalBook.Seen::last).reversed())
            .limit(MOST)
            .map(seen ->
                principal(
                    service,
                    seen.id(),
                    seen.id().startsWith("token:") ? "token" : "address",
                    Optional.empty()));
    LimitConfig limits = service.config().limits();
    return new Page(
        true,
        known.isEmpty() && service.config().tokens().isEmpty(),
        service.config().tokens().map(it -> it.issuer()),
        limits.requestsPerMinute(),
        limits.burst(),
        Stream.concat(
                known.stream()
                    .map(it ->
                        principal(
                            service,
                            it.id(),
                            it.keyHash().isEmpty() ? "certificate" : "key",
                            Optional.of(it))),
                others)
            .toList());
  }

  private static Principal principal(
      GatewayService service, String id, String kind, Optional<Known> known) {
    Optional<PrincipalBook.Seen> seen = service.principals().seen(id);
    return new Principal(
        id,
        kind,
        known
            .map(Known::keyHash)
            .filter(hash -> !hash.isEmpty())
            .map(hash -> hash.substring(0, KEY_SHOWN)),
        known.map(Known::roles).orElse(List.of()),
        known.map(it -> it.people().stream().sorted().toList()).orElse(List.of()),
        service.remaining(id),
        seen.map(PrincipalBook.Seen::counts).orElse(Map.of()).entrySet().stream()
            .collect(Collectors.toMap(it -> label(it.getKey()), Map.Entry::getValue)),
        seen.map(PrincipalBook.Seen::last));
  }

  private static String label(Decision decision) {
    return decision.label();
  }
}
