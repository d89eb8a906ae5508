package io.sextant.server.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sextant.gateway.record.Decisions.Kept;
import io.sextant.ledger.entry.Decision;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who asked since the start, and what came of it. Thread-safe; those who ask least are forgotten
/// first.
final class PrincipalBook {
  private static final int MOST = 10_000;

  private final Cache<String, Row> rows =
      Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

  /// Of one principal; guarded by itself.
  private static final class Row {
    private final Map<Decision, Long> counts = new EnumMap<>(Decision.class);
    private Instant last = Instant.EPOCH;
  }

  /// How somebody stands.
  ///
  /// @param counts requests by the word about them
  record Seen(String id, Map<Decision, Long> counts, Instant last) {
    Seen {
      counts = Map.copyOf(counts);
    }
  }

  void decided(Kept kept) {
    // An answer belongs to a request that is counted already.
    if (!kept.stage().equals("request")) {
      return;
    }
    Row row = rows.get(kept.principal(), _ -> new Row());
    synchronized (row) {
      row.counts.merge(kept.decision(), 1L, Long::sum);
      row.last = kept.time();
    }
  }

  List<Seen> seen() {
    return rows.asMap().entrySet().stream()
        .map(entry -> seen(entry.getKey(), entry.getValue()))
        .toList();
  }

  Optional<Seen> seen(String id) {
    return Optional.ofNullable(rows.getIfPresent(id)).map(row -> seen(id, row));
  }

  private static Seen seen(String id, Row row) {
    synchronized (row) {
      return new Seen(id, row.counts, row.last);
    }
  }
}
