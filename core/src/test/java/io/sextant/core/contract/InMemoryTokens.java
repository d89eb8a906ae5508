package io.sextant.core.contract;

import io.sextant.core.access.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tokens in memory, by the shortest code that does what [Tokens] says. One thread at a time.
public final class InMemoryTokens implements Tokens {
  private final Map<String, Token> byDigest = new LinkedHashMap<>();

  @Override
  public void add(Token token, String secretDigest) {
    byDigest.put(secretDigest, token);
  }

  private static boolean isValid(Token token, Instant now) {
    return token.expires().map(now::isBefore).orElse(true);
  }

  private Optional<Token> find(String secretDigest, Instant now) {
    return Optional.ofNullable(byDigest.get(secretDigest)).filter(token -> isValid(token, now));
  }

  @Override
  public Optional<Token> use(String secretDigest, Instant now) {
    Optional<Token> token = find(secretDigest, now);
    token
        .filter(
            t -> t.lastUsed().map(l -> l.plus(Duration.ofMinutes(1)).isBefore(now)).orElse(true))
        .ifPresent(t ->
            byDigest.put(
                secretDigest,
                new Token(
                    t.id(),
                    t.kind(),
                    t.name(),
                    t.role(),
                    t.created(),
                    t.expires(),
                    Optional.of(now))));
    return token;
  }

  @Override
  public Optional<Token> redeem(String secretDigest, Instant now) {
    Optional<Token> token = find(secretDigest, now).filter(found -> found.kind() == Kind.SIGN_IN);
    token.ifPresent(_ -> byDigest.remove(secretDigest));
    return token;
  }

  @Override
  public List<Token> list(Kind kind, Instant now) {
    return byDigest.values().stream()
        .filter(token -> token.kind() == kind && isValid(token, now))
        .sorted(Comparator.comparing(Token::created).thenComparing(Token::id).reversed())
        .toList();
  }

  @Override
  public boolean revoke(String id) {
    return byDigest.values().removeIf(token -> token.id().equals(id));
  }
}
