package io.sextant.gateway.mcp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;

/// The sessions that are open. Thread-safe; bounded: whose session was forgotten begins a new one,
/// as after any end of a session.
final class McpSessions {
  private static final int MOST = 10_000;
  private static final Duration IDLE = Duration.ofHours(24);

  /// Longest id that is taken; servers use a UUID or a token.
  static final int LONGEST = 512;

  private final Cache<Key, McpSession> sessions =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(IDLE).build();

  private record Key(String server, String id) {}

  /// The session of this id, when it is the principal's.
  Optional<McpSession> find(String server, String id, String principal) {
    return Optional.ofNullable(sessions.getIfPresent(new Key(server, id)))
        .filter(it -> it.principal().equals(principal));
  }

  void put(String server, String id, McpSession session) {
    sessions.put(new Key(server, id), session);
  }

  void end(String server, String id) {
    sessions.invalidate(new Key(server, id));
  }

  long open() {
    sessions.cleanUp();
    return sessions.estimatedSize();
  }
}
