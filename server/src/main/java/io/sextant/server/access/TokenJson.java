package io.sextant.server.access;

import io.sextant.core.access.Tokens.Token;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A token as the API shows it, without its secret.
record TokenJson(
    String id,
    String name,
    String role,
    Instant created,
    Optional<Instant> expires,
    Optional<Instant> lastUsed) {

  static TokenJson of(Token token) {
    return new TokenJson(
        token.id(),
        token.name(),
        token.role().name().toLowerCase(Locale.ROOT),
        token.created(),
        token.expires(),
        token.lastUsed());
  }

  /// All tokens.
  record Items(List<TokenJson> items) {}

  /// A fresh token with its secret.
  record Created(TokenJson token, String secret) {}

  /// What to make; whatever is missing is null here and refused by the route.
  record Wanted(@Nullable String name, @Nullable String role, @Nullable Integer expiresInDays) {}
}
