package io.sextant.gateway.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.ledger.LedgerException;
import io.sextant.ledger.entry.ActEntry;
import io.sextant.ledger.entry.ApprovalEntry;
import io.sextant.ledger.entry.BodyRecord;
import io.sextant.ledger.entry.BodyVault;
import io.sextant.ledger.entry.DecisionEntry;
import io.sextant.ledger.entry.Pseudonyms;
import io.sextant.ledger.log.Appended;
import io.sextant.ledger.log.Ledger;
import io.sextant.ledger.log.LedgerFolder;
import io.sextant.ledger.log.LedgerOptions;
import io.sextant.ledger.log.LogReader;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Decisions, approvals and acts in a ledger, bodies encrypted beside it.
public final class LedgerDecisions implements Decisions, ApprovalLog, Acts, AutoCloseable {
  /// The name of the gateway's log.
  public static final String ORIGIN = "sextant.local/gateway";

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
          kept.keepsBody() ? List.of(vault.put(kept.stage(), kept.body())) : List.of();
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
  public CompletableFuture<Long> note(Step step) {
    try {
      Pseudonyms names = vault.pseudonyms();
      ApprovalEntry entry =
          new ApprovalEntry(
              step.time(),
              step.approval(),
              step.kind(),
              step.decision(),
              names.of(step.principal()),
              step.actor().isEmpty() ? "" : names.of(step.actor()),
              names.of(step.requestDigest()),
              step.policyDigest(),
              step.expires(),
              said("reason", step.reason()));
      return ledger.submit(entry.bytes()).thenApply(Appended::index);
    } catch (LedgerException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public CompletableFuture<Long> note(Act act) {
    try {
      ActEntry entry =
          new ActEntry(
              act.time(),
              act.kind(),
              act.subject(),
              vault.pseudonyms().of(act.actor()),
              said("detail", act.detail()));
      return ledger.submit(entry.bytes()).thenApply(Appended::index);
    } catch (LedgerException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private List<BodyRecord> said(String kind, String words) {
    return words.isEmpty() ? List.of() : List.of(vault.put(kind, words.getBytes(UTF_8)));
  }

  /// Reads the ledger at its newest checkpoint, about a second behind what is decided.
  public LogReader reader() {
    return ledger.reader();
  }

  public LedgerFolder folder() {
    return ledger.folder();
  }

  /// The body that an entry speaks of; empty when it was erased.
  ///
  /// @throws LedgerException when it is not there or was altered
  public Optional<byte[]> body(BodyRecord record) {
    return vault.get(record);
  }

  /// The bodies beside the ledger.
  public BodyVault vault() {
    return vault;
  }

  /// The pseudonym under which somebody stands in the ledger.
  public String pseudonym(String name) {
    return vault.pseudonyms().of(name);
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
