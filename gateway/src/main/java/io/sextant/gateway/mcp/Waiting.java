package io.sextant.gateway.mcp;

import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;

/// A client that waits for a person.
interface Waiting {
  /// Tells the client that it has to wait, again and again, as far as it can be told.
  ///
  /// @param token of progress, as the client asked for it; missing when it did not
  void begin(JsonNode token, String message);

  /// Done when the client has left.
  CompletableFuture<Void> gone();
}
