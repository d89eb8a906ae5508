package io.sextant.server.http;

import java.util.Optional;

/// Finds out who makes a request.
@FunctionalInterface
public interface Authentication {
  /// What a request carries that may identify its sender.
  ///
  /// @param bearer the token of `Authorization: Bearer …`
  /// @param cookie the session cookie's value
  /// @param fromPage whether a browser made the request on behalf of a page (it has an `Origin`)
  /// @param address the peer's address, which limits of failed attempts are kept for
  record Credentials(
      Optional<String> bearer, Optional<String> cookie, boolean fromPage, String address) {}

  /// @throws ProblemException 401 for a token that is not valid, 429 after too many of them; a
  ///   stale cookie is no error but an anonymous caller
  Caller identify(Credentials credentials);
}
