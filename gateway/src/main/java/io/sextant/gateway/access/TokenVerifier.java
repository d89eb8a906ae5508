package io.sextant.gateway.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells who asks by a signed token. The issuer, the audience and the algorithms are pinned; a
/// token has an end and a subject. Thread-safe.
public final class TokenVerifier {
  private static final Logger LOG = LoggerFactory.getLogger(TokenVerifier.class);
  private static final int MOST_CHARACTERS = 16 << 10;
  private static final int MOST_ROLES = 100;
  private static final Set<String> NAMES = Set.of("email", "preferred_username", "upn", "name");

  private final TokenConfig config;
  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  public TokenVerifier(TokenConfig config, InstantSource clock) {
    this(config, TokenKeys.of(config.keys()), clock);
  }

  TokenVerifier(TokenConfig config, JWKSource<SecurityContext> keys, InstantSource clock) {
    this.config = config;
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(config.algorithms(), keys));
    DefaultJWTClaimsVerifier<SecurityContext> claims =
        new DefaultJWTClaimsVerifier<>(
            config.audience(),
            new JWTClaimsSet.Builder().issuer(config.issuer()).build(),
            Set.of("sub", "exp")) {
          @Override
          protected Date currentTime() {
            return Date.from(clock.instant());
          }
        };
    claims.setMaxClockSkew((int) config.clockSkew().toSeconds());
    processor.setJWTClaimsSetVerifier(claims);
  }

  /// Whether a credential has the form of a token.
  static boolean looksLikeOne(String credential) {
    return credential.length() <= MOST_CHARACTERS
        && credential.chars().filter(c -> c == '.').count() == 2;
  }

  /// Who asks; empty when the token is not good.
  Optional<Principal> of(String token) {
    try {
      JWTClaimsSet claims = processor.process(token, null);
      return Optional.of(
          new Principal("token:" + claims.getSubject(), roles(claims), true, names(claims)));
    } catch (ParseException | BadJOSEException e) {
      LOG.debug("a token is refused: {}", e.getMessage());
    } catch (JOSEException e) {
      LOG.error("a token cannot be checked, so it is refused: {}", e.getMessage());
    }
    return Optional.empty();
  }

  private List<String> roles(JWTClaimsSet claims) {
    Object written = claims.getClaim(config.rolesClaim());
    return switch (written) {
      case null -> List.of();
      case List<?> list ->
          list.stream()
              .filter(String.class::isInstance)
              .map(String.class::cast)
              .limit(MOST_ROLES)
              .toList();
      // As scopes are written (RFC 8693 §4.2).
      case String text -> List.of(text.strip().split(" +", MOST_ROLES));
      default -> List.of();
    };
  }

  /// Names under which who asks may come to the pages to approve.
  private static Set<String> names(JWTClaimsSet claims) {
    Set<String> names = new HashSet<>(Set.of(claims.getSubject()));
    for (Map.Entry<String, Object> claim : claims.getClaims().entrySet()) {
      if (NAMES.contains(claim.getKey()) && claim.getValue() instanceof String name) {
        names.add(name);
      }
    }
    return names;
  }
}
