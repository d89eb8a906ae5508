package io.sextant.core.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The store of API tokens and browser sessions. Secrets are kept as SHA-256 digests only.
public interface Tokens {
  /// @param id public name of the token
  /// @param kind how it is presented
  /// @param expires absent for an API token that does not expire
  record Token(
      String id,
      Kind kind,
      String name,
      Role role,
      Instant created,
      Optional<Instant> expires,
      Optional<Instant> lastUsed) {}

  /// How a secret is presented.
  enum Kind {
    /// `Authorization: Bearer …`
    API,
    /// a cookie
    SESSION,
    /// once, in the link printed at start
    SIGN_IN
  }

  /// Keeps a new token under the digest of its secret (lower-case hex).
  void add(Token token, String secretDigest);

  /// The unexpired token with this digest; notes its use, to the minute.
  Optional<Token> use(String secretDigest, Instant now);

  /// Removes and returns the unexpired SIGN_IN token with this digest: it works once.
  Optional<Token> redeem(String secretDigest, Instant now);

  /// Unexpired tokens of a kind, newest first.
  List<Token> list(Kind kind, Instant now);

  /// @return whether there was one
  boolean revoke(String id);
}
