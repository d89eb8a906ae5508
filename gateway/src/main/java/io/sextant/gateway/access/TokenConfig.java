package io.sextant.gateway.access;

import com.nimbusds.jose.JWSAlgorithm;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Whose tokens (JWT, RFC 7519) are taken.
///
/// @param issuer the one that is trusted, compared as it stands (`iss`)
/// @param audience what a token must be for (`aud`)
/// @param keys where its public keys are: an address by https, or a file
/// @param algorithms by which it signs; nothing else is tried
/// @param rolesClaim the claim that lists roles
/// @param clockSkew how far the clocks may differ
public record TokenConfig(
    String issuer,
    String audience,
    KeyPlace keys,
    Set<JWSAlgorithm> algorithms,
    String rolesClaim,
    Duration clockSkew) {
  public static final Duration CLOCK_SKEW = Duration.ofMinutes(1);
  public static final String ROLES_CLAIM = "roles";

  /// Signatures by a pair of keys. With a shared secret (HS256) whoever verifies could also sign,
  /// and a public key could be passed off as one; `none` is no signature.
  public static final List<JWSAlgorithm> KNOWN =
      List.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  public TokenConfig {
    algorithms = Set.copyOf(algorithms);
  }

  /// Where public keys are (JWK set, RFC 7517).
  public sealed interface KeyPlace {
    /// By https, or on this machine; redirects are not followed.
    record Address(java.net.URI url) implements KeyPlace {}

    record Local(java.nio.file.Path file) implements KeyPlace {}
  }
}
