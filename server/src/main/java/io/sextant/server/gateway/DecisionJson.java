package io.sextant.server.gateway;

import io.sextant.gateway.content.Review;
import io.sextant.ledger.entry.DecisionEntry;
import io.sextant.ledger.entry.Reason;
import io.sextant.server.gateway.DecisionLog.Placed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decisions as the API writes them.
final class DecisionJson {
  private DecisionJson() {}

  record Ground(String rule, List<String> techniques) {
    static List<Ground> all(List<Reason> reasons) {
      return reasons.stream().map(it -> new Ground(it.rule(), it.techniques())).toList();
    }
  }

  /// @param name who it is, when that is known
  /// @param bodies which sides of the exchange were kept
  record Summary(
      long index,
      Instant time,
      String decision,
      String principal,
      Optional<String> name,
      List<Ground> grounds,
      String policyDigest,
      List<String> bodies) {
    static Summary of(Placed placed, DecisionLog log) {
      DecisionEntry entry = placed.entry();
      return new Summary(
          placed.index(),
          entry.time(),
          entry.decision().label(),
          entry.principal(),
          log.name(entry.principal()),
          Ground.all(entry.reasons()),
          entry.policyDigest(),
          entry.bodies().stream().map(it -> it.kind()).toList());
    }
  }

  record Page(boolean running, List<Summary> items, Optional<Long> next) {}

  record Body(String kind, int bytes, String hash, String state, List<Review.Passage> passages) {
    static List<Body> all(DecisionEntry entry, DecisionLog log) {
      return entry.bodies().stream()
          .map(log::look)
          .map(seen ->
              new Body(
                  seen.record().kind(),
                  seen.record().bytes(),
                  seen.record().hash().base64(),
                  seen.state(),
                  seen.passages()))
          .toList();
    }
  }

  record Detail(Summary decision, Map<String, String> detectors, List<Body> bodies) {
    static Detail of(Placed placed, DecisionLog log) {
      return new Detail(
          Summary.of(placed, log), placed.entry().detectors(), Body.all(placed.entry(), log));
    }
  }
}
