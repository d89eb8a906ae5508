package io.sextant.gateway.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Tells who asks: by an API key, of which only the SHA-256 is known here, or by a signed token.
/// Thread-safe.
///
/// The keys are random and long, so that their plain hash is enough: nobody can try them all.
public final class Principals {
  private final Map<String, Principal> byHash;
  private final Optional<TokenVerifier> tokens;

  /// One who may ask.
  ///
  /// @param keyHash SHA-256 of the key, in small hexadecimal
  /// @param people names of the people behind it
  public record Known(String id, String keyHash, List<String> roles, Set<String> people) {
    public Known {
      roles = List.copyOf(roles);
      people = Set.copyOf(people);
    }

    public Known(String id, String keyHash, List<String> roles) {
      this(id, keyHash, roles, Set.of());
    }
  }

  /// @param tokens empty: none are taken
  public Principals(List<Known> known, Optional<TokenVerifier> tokens) {
    this.tokens = tokens;
    byHash =
        known.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Known::keyHash, it -> new Principal(it.id(), it.roles(), true, it.people())));
  }

  /// Whether nobody is known, so that whoever reaches the port may ask.
  public boolean open() {
    return byHash.isEmpty() && tokens.isEmpty();
  }

  /// Who asks; empty when a credential is needed and none that is known was given.
  ///
  /// @param key what `Authorization: Bearer`, `x-api-key` or `api-key` held
  public Optional<Principal> of(Optional<String> key, String address) {
    if (open()) {
      return Optional.of(new Principal("address:" + address, List.of(), false));
    }
    Optional<Principal> known = key.flatMap(it -> Optional.ofNullable(byHash.get(hash(it))));
    return known.or(() ->
        key.filter(TokenVerifier::looksLikeOne)
            .flatMap(token -> tokens.flatMap(verifier -> verifier.of(token))));
  }

  /// The hash that the configuration holds of a key.
  public static String hash(String key) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }
}
