package io.sextant.gateway.record;

import io.sextant.ledger.LedgerException;
import io.sextant.ledger.entry.BodyRecord;
import io.sextant.ledger.entry.BodyVault;
import io.sextant.ledger.entry.Decision;
import io.sextant.ledger.entry.DecisionEntry;
import io.sextant.ledger.log.Appended;
import io.sextant.ledger.log.Ledger;
import io.sextant.ledger.log.LedgerFolder;
import io.sextant.ledger.log.LedgerOptions;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Decisions in a ledger, bodies encrypted beside it.
public final class LedgerDecisions implements Decisions, AutoCloseable {
  private final BodyVault vault;
  private final Ledger ledger;

  private LedgerDecisions(BodyVault vault, Ledger ledger) {
    this.vault = vault;
    this.ledger = ledger;
  }

  /// Opens the ledger in a folder; makes it when there is none.
  ///
  /// @throws LedgerException when it is in use or damaged
  public static LedgerDecisions open(LedgerFolder folder, String origin, InstantSource clock) {
    folder.create(origin);
    BodyVault vault = BodyVault.open(folder);
    try {
      return new LedgerDecisions(
          vault, Ledger.open(folder, LedgerOptions.defaults(), clock, vault));
    } catch (RuntimeException e) {
      vault.close();
      throw e;
    }
  }

  @Override
  public CompletableFuture<Long> keep(Kept kept) {
    try {
      List<BodyRecord> bodies =
          kept.decision() == Decision.ALLOW || kept.body().length == 0
              ? List.of()
              : List.of(vault.put(kept.stage(), kept.body()));
      DecisionEntry entry =
          new DecisionEntry(
              kept.time(),
              kept.decision(),
              kept.reasons(),
              kept.policyDigest(),
              kept.detectors(),
              vault.pseudonyms().of(kept.principal()),
              bodies);
      return ledger.submit(entry.bytes()).thenApply(Appended::index);
    } catch (LedgerException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public void close() {
    try {
      ledger.close();
    } finally {
      vault.close();
    }
  }
}
