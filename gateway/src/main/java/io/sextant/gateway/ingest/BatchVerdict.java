package io.sextant.gateway.ingest;

import io.sextant.gateway.protocol.Json;
import io.sextant.ledger.entry.Decision;
import io.sextant.ledger.entry.Reason;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What was decided about a batch as a whole. CONSTRAIN: what is left of it may be used.
///
/// @param manifest SHA-256 over a line `DIGEST DECISION` for each record, in order
/// @param receipt place in the ledger; -1 before it stands there
/// @param quarantined its number there, when it was refused as a whole
public record BatchVerdict(
    String dataset,
    String batch,
    Decision decision,
    List<Reason> reasons,
    Tally tally,
    String manifest,
    long receipt,
    Optional<String> quarantined) {
  public BatchVerdict {
    reasons = List.copyOf(reasons);
  }

  BatchVerdict at(long place) {
    return new BatchVerdict(dataset, batch, decision, reasons, tally, manifest, place, quarantined);
  }

  BatchVerdict in(String quarantine) {
    return new BatchVerdict(
        dataset, batch, decision, reasons, tally, manifest, receipt, Optional.of(quarantine));
  }

  /// Whether what was let through of it may be used.
  public boolean usable() {
    return switch (decision) {
      case ALLOW, LOG, CONSTRAIN -> true;
      case HOLD, BLOCK -> false;
    };
  }

  /// As the API writes it.
  public ObjectNode json() {
    ObjectNode json =
        Json.object()
            .put("dataset", dataset)
            .put("batch", batch)
            .put("decision", decision.label())
            .put("manifest", manifest);
    if (receipt >= 0) {
      json.put("receipt", receipt);
    }
    quarantined.ifPresent(it -> json.put("quarantine", it));
    json.set("counts", tally.json());
    Verdict.reasons(reasons, json.putArray("reasons"));
    return json;
  }
}
