package io.sextant.ledger.http;

/// Answers requests without knowing which HTTP server carries them. Must be usable by any thread.
@FunctionalInterface
public interface Site {
  /// @param path after the site's prefix, without a leading slash
  /// @param body empty for requests without one
  Answer answer(String method, String path, byte[] body);
}
