package io.sextant.server.gateway;

import io.sextant.gateway.ingest.Quarantined;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The quarantine as the API writes it.
final class QuarantineJson {
  private QuarantineJson() {}

  record Closing(String who, String reason, Instant when, long receipt) {}

  record Item(
      String id,
      String state,
      Instant time,
      String dataset,
      String batch,
      String place,
      String digest,
      String decision,
      List<String> rules,
      List<String> techniques,
      List<String> notes,
      String principal,
      long bytes,
      long receipt,
      Optional<Closing> closing) {
    static Item of(Quarantined item) {
      return new Item(
          item.id(),
          item.state().label(),
          item.time(),
          item.dataset(),
          item.batch(),
          item.place(),
          item.digest(),
          item.decision().label(),
          item.rules(),
          item.techniques(),
          item.notes(),
          item.principal(),
          item.bytes(),
          item.receipt(),
          item.closing().map(it -> new Closing(it.who(), it.reason(), it.time(), it.receipt())));
    }
  }

  /// @param running whether this server runs a gateway
  /// @param waiting how many wait in all
  record Page(boolean running, int waiting, List<Item> items, Optional<Integer> next) {}

  /// @param bodies what was refused, as its decision in the ledger keeps it; empty as long as that
  ///   is not published
  record Detail(Item item, List<DecisionJson.Body> bodies) {}

  record Word(@Nullable String reason) {}
}
