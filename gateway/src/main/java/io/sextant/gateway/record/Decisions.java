package io.sextant.gateway.record;

import io.sextant.ledger.entry.Decision;
import io.sextant.ledger.entry.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Where decisions are written down. Any thread may call.
public interface Decisions {
  /// Writes one down; done when it is durable, with its place. Fails when it cannot be kept, and
  /// then nothing may happen by it.
  CompletableFuture<Long> keep(Kept kept);

  /// A decision to write down.
  ///
  /// @param stage `request`, `response`, `ingest` or `batch`
  /// @param body what was decided about, kept encrypted and erasable beside the log unless the
  ///   decision is ALLOW; of a batch, the account of it, always kept
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Kept(
      Instant time,
      String stage,
      Decision decision,
      List<Reason> reasons,
      String policyDigest,
      Map<String, String> detectors,
      String principal,
      byte[] body) {
    public Kept {
      reasons = List.copyOf(reasons);
    }

    boolean keepsBody() {
      return body.length > 0 && (decision != Decision.ALLOW || stage.equals("batch"));
    }
  }
}
