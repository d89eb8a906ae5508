package io.sextant.server.gateway;

import io.sextant.core.telemetry.Told;
import io.sextant.gateway.record.Events;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/// Counts how often rules on trial held: what they would have done, had they been in force.
/// Thread-safe; bounded by the rules of a policy.
final class ShadowBook implements Events {
  /// Where an event names the rules on trial that held, and the decision it tells of, in `raw`.
  private static final String FIELD = "sextant.shadowed_rules";

  private static final String RECEIPT = "sextant.receipt";

  /// Decisions remembered: several events may tell of one, soon after each other.
  private static final int TOLD = 4_096;

  private static final int MOST = 1_000;

  private final Events next;
  private final InstantSource clock;
  private final Map<String, Held> held = new ConcurrentHashMap<>();
  private final Map<Long, Boolean> told =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
          return size() > TOLD;
        }
      };

  /// How often a rule held since the policy is in force, and when last.
  record Held(long count, Instant last) {}

  /// @param next hears of every event after this
  ShadowBook(Events next, InstantSource clock) {
    this.next = next;
    this.clock = clock;
  }

  @Override
  public void tell(Told event) {
    JsonNode raw = event.body().path("raw");
    JsonNode rules = raw.path(FIELD);
    if (!rules.isEmpty() && isNew(raw.path(RECEIPT).asLong(-1))) {
      rules.forEach(rule -> count(rule.asString("")));
    }
    next.tell(event);
  }

  private boolean isNew(long receipt) {
    synchronized (told) {
      return told.put(receipt, true) == null;
    }
  }

  private void count(String id) {
    if (held.size() < MOST || held.containsKey(id)) {
      held.merge(
          id,
          new Held(1, clock.instant()),
          (before, now) -> new Held(before.count() + 1, now.last()));
    }
  }

  @Override
  public boolean keepsUp() {
    return next.keepsUp();
  }

  /// How often a rule held; empty when it never did.
  Optional<Held> of(String rule) {
    return Optional.ofNullable(held.get(rule));
  }

  /// Begins anew, for another policy.
  void clear() {
    held.clear();
  }
}
