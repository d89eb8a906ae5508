package io.sextant.gateway.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Tells who asks: by an API key, of which only the SHA-256 is known here, by a signed token, or by
/// the certificate of the connection. Thread-safe.
///
/// The keys are random and long, so that their plain hash is enough: nobody can try them all.
public final class Principals {
  private final Map<String, Principal> byHash;
  private final Map<String, Principal> byCertificate = new HashMap<>();
  private final Optional<TokenVerifier> tokens;

  /// One who may ask.
  ///
  /// @param keyHash SHA-256 of the key, in small hexadecimal; empty when it has none
  /// @param people names of the people behind it
  /// @param certificates names of its certificates, as [CertificateNames#normal] writes them
  public record Known(
      String id, String keyHash, List<String> roles, Set<String> people, Set<String> certificates) {
    public Known {
      roles = List.copyOf(roles);
      people = Set.copyOf(people);
      certificates = Set.copyOf(certificates);
    }

    public Known(String id, String keyHash, List<String> roles) {
      this(id, keyHash, roles, Set.of(), Set.of());
    }
  }

  /// @param tokens empty: none are taken
  public Principals(List<Known> known, Optional<TokenVerifier> tokens) {
    this.tokens = tokens;
    byHash =
        known.stream()
            .filter(it -> !it.keyHash().isEmpty())
            .collect(Collectors.toUnmodifiableMap(Known::keyHash, Principals::principal));
    known.forEach(it -> it.certificates().forEach(name -> byCertificate.put(name, principal(it))));
  }

  private static Principal principal(Known known) {
    return new Principal(known.id(), known.roles(), true, known.people());
  }

  /// Whether nobody is known, so that whoever reaches the port may ask.
  public boolean open() {
    return byHash.isEmpty() && byCertificate.isEmpty() && tokens.isEmpty();
  }

  /// Who asks; empty when a credential is needed and none that is known was given.
  ///
  /// @param key what `Authorization: Bearer`, `x-api-key` or `api-key` held
  /// @param certificate of the connection, verified
  public Optional<Principal> of(
      Optional<String> key, Optional<X509Certificate> certificate, String address) {
    if (open()) {
      return Optional.of(Principal.at(address));
    }
    Optional<Principal> shown = certificate.flatMap(this::named);
    // A key or token beside a certificate must be of the same one: whose request would it be?
    return key.isEmpty()
        ? shown
        : byKey(key.get()).filter(it -> shown.isEmpty() || shown.get().id().equals(it.id()));
  }

  private Optional<Principal> byKey(String key) {
    return Optional.ofNullable(byHash.get(hash(key)))
        .or(() ->
            Optional.of(key)
                .filter(TokenVerifier::looksLikeOne)
                .flatMap(token -> tokens.flatMap(verifier -> verifier.of(token))));
  }

  /// The one that a certificate names; empty when it names none, or several.
  private Optional<Principal> named(X509Certificate certificate) {
    List<Principal> named =
        CertificateNames.of(certificate).stream()
            .flatMap(name -> Optional.ofNullable(byCertificate.get(name)).stream())
            .distinct()
            .toList();
    return named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty();
  }

  /// SHA-256 of a text in small hexadecimal, as the configuration holds it of a key.
  public static String hash(String key) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }
}
