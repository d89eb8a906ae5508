package io.sextant.gateway.mcp;

import io.sextant.gateway.protocol.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/// What is remembered of one session between a client and a server. Thread-safe; bounded.
final class McpSession {
  /// Requests of one side that wait for a reply; of the oldest the method is forgotten first, and
  /// the reply is then looked at as that of an unknown one.
  private static final int MOST_ASKED = 1_000;

  private final String principal;
  private final Map<String, Asked> byClient = bounded();
  private final Map<String, Asked> byServer = bounded();
  private volatile String version = "";

  /// A request whose reply is awaited.
  ///
  /// @param params of the request; empty when they are long
  /// @param receipt place of the decision about it
  /// @param cancelled done when who asked takes it back
  record Asked(
      String method,
      String tool,
      String resource,
      JsonNode params,
      Instant since,
      AtomicLong receipt,
      CompletableFuture<Void> cancelled) {
    /// Bytes of a request whose parameters are remembered.
    private static final int MOST_BYTES = 64 << 10;

    static Asked of(String method, JsonNode params, long bytes, Instant since) {
      boolean resource = method.startsWith("resources/");
      return new Asked(
          method,
          method.equals(Methods.CALL) ? params.path("name").asString("") : "",
          resource ? params.path("uri").asString("") : "",
          bytes <= MOST_BYTES ? params : Json.object(),
          since,
          new AtomicLong(-1),
          new CompletableFuture<>());
    }

    /// A reply that nobody is known to have asked for.
    static Asked unknown(Instant now) {
      return of("", Json.object(), 0, now);
    }
  }

  McpSession(String principal) {
    this.principal = principal;
  }

  private static Map<String, Asked> bounded() {
    return new LinkedHashMap<>() {
      @Override
      protected boolean removeEldestEntry(Map.Entry<String, Asked> eldest) {
        return size() > MOST_ASKED;
      }
    };
  }

  String principal() {
    return principal;
  }

  /// The edition that both sides agreed on; empty before.
  String version() {
    return version;
  }

  void agreedOn(String edition) {
    version = edition;
  }

  synchronized void asked(boolean fromClient, String key, Asked asked) {
    (fromClient ? byClient : byServer).put(key, asked);
  }

  /// What a reply answers.
  synchronized Optional<Asked> answered(boolean fromClient, String key) {
    return Optional.ofNullable((fromClient ? byServer : byClient).remove(key));
  }

  /// Who asked takes a request back.
  synchronized void cancel(boolean fromClient, String key) {
    Asked asked = (fromClient ? byClient : byServer).get(key);
    if (asked != null) {
      asked.cancelled().complete(null);
    }
  }
}
