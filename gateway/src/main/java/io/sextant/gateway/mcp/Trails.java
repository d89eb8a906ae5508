package io.sextant.gateway.mcp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sextant.core.tool.AgentMark;
import io.sextant.core.tool.AgentMarks;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The trails of agents. Thread-safe; bounded. A trail is that of a principal, or of each session
/// that the principal names by the header `sextant-session`; it is not that of an MCP session,
/// since an agent has one with every server. What was read outlives a restart.
final class Trails {
  private static final int MOST = 100_000;
  private static final Duration IDLE = Duration.ofHours(24);

  private final AgentMarks marks;
  private final Cache<Key, Trail> trails =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(IDLE).build();

  private record Key(String principal, String session) {}

  Trails(AgentMarks marks, Instant now) {
    this.marks = marks;
    for (AgentMark mark : marks.since(now.minus(Trail.LASTS))) {
      Key key = new Key(mark.principal(), mark.session());
      trails.put(key, new Trail(keeper(key), mark.sensitive(), mark.suspicious()));
    }
  }

  Trail of(String principal, String session) {
    return trails.get(
        new Key(principal, session),
        key -> new Trail(keeper(key), Optional.empty(), Optional.empty()));
  }

  private Trail.Keeper keeper(Key key) {
    return (sensitive, suspicious) ->
        marks.put(new AgentMark(key.principal(), key.session(), sensitive, suspicious));
  }
}
