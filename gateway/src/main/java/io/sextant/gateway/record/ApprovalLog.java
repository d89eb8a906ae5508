package io.sextant.gateway.record;

import io.sextant.ledger.entry.ApprovalEntry;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/// Where the steps of approvals are written down. Any thread may call.
@FunctionalInterface
public interface ApprovalLog {
  /// Writes a step down; done when it is durable, with its place. Fails when it cannot be kept, and
  /// then the step is not taken.
  CompletableFuture<Long> note(Step step);

  /// A step to write down; names become pseudonyms there.
  ///
  /// @param decision place of the HOLD that it is about
  /// @param actor who did it; empty when nobody did
  /// @param reason in words of a person, kept encrypted and erasable beside the log; may be empty
  /// @param requestDigest of what is approved
  record Step(
      Instant time,
      String approval,
      ApprovalEntry.Step kind,
      long decision,
      String principal,
      String actor,
      String reason,
      String requestDigest,
      String policyDigest,
      Instant expires) {}
}
