package io.sextant.server.gateway;

import io.sextant.core.access.Permission;
import io.sextant.ledger.log.LedgerFolder;
import io.sextant.ledger.log.LogReader;
import io.sextant.ledger.log.TileSource;
import io.sextant.ledger.note.NoteSignature;
import io.sextant.ledger.note.VerifierKey;
import io.sextant.ledger.verify.LedgerVerifier;
import io.sextant.ledger.verify.Trust;
import io.sextant.ledger.verify.Verdict;
import io.sextant.server.http.Codes;
import io.sextant.server.http.Exchange;
import io.sextant.server.http.Problem;
import io.sextant.server.http.ProblemException;
import io.sextant.server.http.Routes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;

/// How the ledger stands, and whether it is honest.
public final class LedgerRoutes {
  private static final int THREADS = 1;

  private final Optional<DecisionLog> log;
  private final Semaphore verifying = new Semaphore(1);

  /// A signature of the checkpoint.
  ///
  /// @param own by the log and not by a witness
  record Signature(String name, String keyId, boolean own) {}

  /// @param checkpoint the signed note, to be checked by whoever reads it
  /// @param keys the log's own, in C2SP's text form
  record State(
      boolean running,
      String origin,
      long size,
      String root,
      long firstEntry,
      String checkpoint,
      List<String> keys,
      List<Signature> signatures) {
    static final State NONE = new State(false, "", 0, "", 0, "", List.of(), List.of());
  }

  record Found(String code, String message, Optional<Long> firstEntry) {}

  record Verified(
      boolean honest,
      long size,
      long verified,
      int checkpoints,
      long millis,
      List<Found> problems) {}

  public LedgerRoutes(Optional<GatewayService> gateway) {
    this.log = gateway.map(GatewayService::decisions);
  }

  public void addTo(Routes routes) {
    routes
        .get("/api/v1/ledger", Permission.READ, this::state)
        .post("/api/v1/ledger/verify", Permission.READ, this::verify);
  }

  private void state(Exchange exchange) {
    exchange.withoutQuery();
    exchange.json(log.map(LedgerRoutes::stateOf).orElse(State.NONE));
  }

  private static State stateOf(DecisionLog log) {
    LogReader reader = log.ledger().reader();
    TileSource tiles = log.ledger().folder().tiles();
    List<VerifierKey> keys = LedgerFolder.publicKeys(tiles);
    return new State(
        true,
        reader.checkpoint().origin(),
        reader.checkpoint().size(),
        reader.checkpoint().root().base64(),
        LedgerFolder.minimumIndex(tiles),
        reader.note().toString(),
        keys.stream().map(VerifierKey::toString).toList(),
        reader.note().signatures().stream().map(it -> signature(it, keys)).toList());
  }

  private static Signature signature(NoteSignature signature, List<VerifierKey> keys) {
    String id = String.format(java.util.Locale.ROOT, "%08x", signature.keyId());
    return new Signature(
        signature.name(), id, keys.stream().anyMatch(key -> key.idText().equals(id)));
  }

  /// Reads the whole log, so one asks at a time.
  private void verify(Exchange exchange) {
    exchange.withoutQuery();
    DecisionLog ledger =
        log.orElseThrow(() -> ProblemException.notFound("This server runs no gateway."));
    if (!verifying.tryAcquire()) {
      throw new ProblemException(
              Problem.of(
                  409,
                  Codes.CONFLICT,
                  "Somebody verifies it already",
                  "It reads the whole log; wait for the other one to end."))
          .retryAfter(java.time.Duration.ofSeconds(5));
    }
    try {
      TileSource tiles = ledger.ledger().folder().tiles();
      long began = System.nanoTime();
      Verdict verdict =
          new LedgerVerifier(THREADS)
              .verify(tiles, new Trust(LedgerFolder.publicKeys(tiles), List.of(), List.of()));
      long millis = (System.nanoTime() - began) / 1_000_000;
      exchange.json(
          new Verified(
              verdict.honest(),
              ledger.ledger().reader().checkpoint().size(),
              verdict.verified(),
              verdict.history(),
              millis,
              verdict.problems().stream()
                  .map(it -> new Found(it.kind().code(), it.message(), boxed(it.firstEntry())))
                  .toList()));
    } finally {
      verifying.release();
    }
  }

  private static Optional<Long> boxed(OptionalLong number) {
    return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
  }
}
