package io.sextant.core.contract;

import static io.sextant.core.contract.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.sextant.core.access.Role;
import io.sextant.core.access.Tokens;
import io.sextant.core.access.Tokens.Kind;
import io.sextant.core.access.Tokens.Token;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a store of tokens must do. A subclass gives a fresh, empty one.
public abstract class TokensContract {
  protected abstract Tokens tokens();

  @Test
  void givesBackATokenAsItWas() {
    Token token =
        new Token("t", Kind.API, "ci", Role.SENDER, NOON, Optional.empty(), Optional.empty());
    tokens().add(token, "digest");
    assertThat(tokens().use("digest", NOON)).contains(token);
    assertThat(tokens().use("other", NOON)).isEmpty();
  }

  @Test
  void notesTheUseOfATokenToTheMinute() {
    tokens().add(token("t", Kind.API, Optional.empty()), "d");
    tokens().use("d", NOON);
    assertThat(lastUsed()).contains(NOON);
    tokens().use("d", NOON.plusSeconds(30));
    assertThat(lastUsed()).contains(NOON);
    tokens().use("d", NOON.plusSeconds(90));
    assertThat(lastUsed()).contains(NOON.plusSeconds(90));
  }

  private Optional<Instant> lastUsed() {
    return tokens().list(Kind.API, NOON).getFirst().lastUsed();
  }

  @Test
  void aRevokedTokenIsGone() {
    tokens().add(token("t", Kind.API, Optional.empty()), "d");
    assertThat(tokens().revoke("t")).isTrue();
    assertThat(tokens().use("d", NOON)).isEmpty();
    assertThat(tokens().list(Kind.API, NOON)).isEmpty();
    assertThat(tokens().revoke("t")).isFalse();
  }

  @Test
  void anExpiredTokenIsNone() {
    tokens().add(token("t", Kind.SESSION, Optional.of(NOON.plusSeconds(60))), "d");
    assertThat(tokens().use("d", NOON.plusSeconds(59))).isPresent();
    assertThat(tokens().use("d", NOON.plusSeconds(60))).isEmpty();
    assertThat(tokens().list(Kind.SESSION, NOON.plusSeconds(60))).isEmpty();
  }

  @Test
  void aLinkSignsInOnce() {
    tokens().add(token("t", Kind.SIGN_IN, Optional.of(NOON.plusSeconds(60))), "d");
    tokens().add(token("api", Kind.API, Optional.empty()), "a");
    assertThat(tokens().redeem("d", NOON.plusSeconds(61))).isEmpty();
    assertThat(tokens().redeem("a", NOON)).isEmpty();
    assertThat(tokens().redeem("d", NOON)).isPresent();
    assertThat(tokens().redeem("d", NOON)).isEmpty();
    assertThat(tokens().use("a", NOON)).isPresent();
  }

  @Test
  void listsAKindNewestFirst() {
    tokens().add(token("a", Kind.API, Optional.empty()), "1");
    tokens().add(token("b", Kind.API, Optional.empty()), "2");
    tokens().add(token("s", Kind.SESSION, Optional.empty()), "3");
    Token younger =
        new Token(
            "0",
            Kind.API,
            "n",
            Role.ADMIN,
            NOON.plusSeconds(1),
            Optional.empty(),
            Optional.empty());
    tokens().add(younger, "4");
    assertThat(tokens().list(Kind.API, NOON)).extracting(Token::id).containsExactly("0", "b", "a");
  }

  private static Token token(String id, Kind kind, Optional<Instant> expires) {
    return new Token(id, kind, "name", Role.ADMIN, NOON, expires, Optional.empty());
  }
}
