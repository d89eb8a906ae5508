package io.sextant.gateway.ingest;

import io.sextant.gateway.protocol.Json;
import io.sextant.ledger.entry.Decision;
import java.util.EnumMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// Counts of one batch. For one thread.
public final class Tally {
  private final Map<Decision, Long> decisions = new EnumMap<>(Decision.class);
  private long unreadable;
  private long duplicates;
  private long conflicts;
  private long attacks;

  void count(Decision decision) {
    decisions.merge(decision, 1L, Long::sum);
  }

  void unreadable() {
    unreadable++;
  }

  void met(Seen.Meeting meeting) {
    switch (meeting) {
      case NEW -> {}
      case DUPLICATE -> duplicates++;
      case CONFLICT -> conflicts++;
    }
  }

  void attack() {
    attacks++;
  }

  public long of(Decision decision) {
    return decisions.getOrDefault(decision, 0L);
  }

  public long records() {
    return decisions.values().stream().mapToLong(Long::longValue).sum();
  }

  public long refused() {
    return of(Decision.BLOCK) + of(Decision.HOLD);
  }

  long duplicates() {
    return duplicates;
  }

  long conflicts() {
    return conflicts;
  }

  long attacks() {
    return attacks;
  }

  double share(long some) {
    return records() == 0 ? 0 : (double) some / records();
  }

  ObjectNode json() {
    ObjectNode json = Json.object().put("records", records());
    for (Decision decision : Decision.values()) {
      json.put(decision.label(), of(decision));
    }
    return json.put("unreadable", unreadable)
        .put("duplicates", duplicates)
        .put("label-conflicts", conflicts)
        .put("attacks", attacks);
  }
}
