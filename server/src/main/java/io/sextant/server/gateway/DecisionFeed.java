package io.sextant.server.gateway;

import io.sextant.gateway.record.Decisions;
import io.sextant.server.http.Json;
import io.sextant.server.live.LiveBus;
import java.util.concurrent.CompletableFuture;

/// Writes decisions down and tells the pages of each.
record DecisionFeed(Decisions ledger, DecisionLog log, PrincipalBook book, LiveBus bus)
    implements Decisions {
  /// A decision was made; the page fetches what it shows.
  record Made(long index, String decision) {}

  @Override
  public CompletableFuture<Long> keep(Kept kept) {
    log.met(kept.principal());
    book.decided(kept);
    return ledger
        .keep(kept)
        .thenApply(index -> {
          bus.publish(
              "decision",
              "decision " + kept.decision(),
              () -> Json.MAPPER.writeValueAsString(new Made(index, kept.decision().label())));
          return index;
        });
  }
}
