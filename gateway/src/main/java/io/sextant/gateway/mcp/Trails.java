package io.sextant.gateway.mcp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;

/// The trails of agents. Thread-safe; bounded. A trail is that of a principal, or of each session
/// that the principal names by the header `sextant-session`; it is not that of an MCP session,
/// since an agent has one with every server.
final class Trails {
  private static final int MOST = 100_000;
  private static final Duration IDLE = Duration.ofHours(24);

  private final Cache<Key, Trail> trails =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(IDLE).build();

  private record Key(String principal, String session) {}

  Trail of(String principal, String session) {
    return trails.get(new Key(principal, session), _ -> new Trail());
  }
}
