package io.sextant.gateway.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.core.policy.Stage;
import io.sextant.gateway.ingest.Examined.Judged;
import io.sextant.gateway.ingest.Seen.Meeting;
import io.sextant.gateway.protocol.Json;
import io.sextant.gateway.record.Decisions.Kept;
import io.sextant.ledger.entry.Decision;
import io.sextant.ledger.entry.Reason;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The check of one batch: records in, verdicts out, a few at a time, and at the end the verdict on
/// the whole. What is refused is in the ledger and in quarantine before anybody hears of it. For
/// one thread.
public final class Batch {
  /// Records that are taken at once: enough to share one commit, few enough to hold.
  private static final int CHUNK = 64;

  /// Characters of them, at most about.
  private static final long CHUNK_CHARACTERS = 4L << 20;

  private static final CompletableFuture<Long> NONE = CompletableFuture.completedFuture(-1L);

  private final DataGate gate;
  private final IngestFacts.About about;
  private final Judge judge;
  private final Seen.Check check;
  private final Seen seen;
  private final Tally tally = new Tally();
  private final MessageDigest manifest = Digests.sha256();

  Batch(DataGate gate, IngestFacts.About about, Seen seen, Seen.Check check) {
    this.gate = gate;
    this.about = about;
    this.judge = new Judge(gate.policy(), gate.detectors(), about, gate.quarantine());
    this.seen = seen;
    this.check = check;
  }

  private record Pending(Judged judged, Verdict verdict) {}

  /// Hears of each verdict, in order.
  @FunctionalInterface
  public interface Listener {
    void told(Verdict verdict) throws IOException;
  }

  /// Decides about all that a source gives.
  ///
  /// @throws IOException when the source or the listener fails, or the quarantine cannot be written
  /// @throws java.util.concurrent.CompletionException when the ledger cannot be written
  public void takeAll(Source source, Listener listener) throws IOException {
    List<Read> chunk = new ArrayList<>();
    long characters = 0;
    Optional<Read> read;
    do {
      read = source.next();
      read.ifPresent(chunk::add);
      characters += read.map(it -> it.raw().length()).orElse(0);
      if (chunk.size() == CHUNK || characters > CHUNK_CHARACTERS || read.isEmpty()) {
        for (Verdict verdict : take(chunk)) {
          listener.told(verdict);
        }
        chunk.clear();
        characters = 0;
      }
    } while (read.isPresent());
  }

  private List<Verdict> take(List<Read> reads) throws IOException {
    List<Judged> judged = new ArrayList<>();
    for (Read read : reads) {
      Examined examined = Examined.of(about.set(), read);
      Meeting meeting =
          read instanceof Read.Unreadable
              ? Meeting.NEW
              : seen.meet(examined.key(), examined.label().hashCode(), check);
      judged.add(examined.judged(gate.detectors(), meeting));
    }
    // Inspection is what takes time, and each record is inspected by itself.
    List<Pending> pending =
        judged.parallelStream().map(it -> new Pending(it, judge.verdict(it))).toList();
    List<Verdict> verdicts = written(pending);
    for (int i = 0; i < pending.size(); i++) {
      count(pending.get(i).judged(), verdicts.get(i));
    }
    return verdicts;
  }

  /// Writes down what did not simply pass: first in the ledger, then in quarantine.
  private List<Verdict> written(List<Pending> pending) throws IOException {
    List<CompletableFuture<Long>> receipts =
        pending.stream()
            .map(each ->
                each.verdict().decision() == Decision.ALLOW
                    ? NONE
                    : gate.decisions()
                        .keep(
                            kept(
                                Stage.INGEST,
                                each.verdict().decision(),
                                each.verdict().reasons(),
                                each.judged().examined().body(about.set(), about.batch()))))
            .toList();
    List<Verdict> verdicts = new ArrayList<>();
    List<Quarantined> refused = new ArrayList<>();
    for (int i = 0; i < pending.size(); i++) {
      long receipt = receipts.get(i).join();
      Verdict verdict = pending.get(i).verdict();
      verdicts.add(receipt < 0 ? verdict : verdict.at(receipt));
      if (verdict.refused()) {
        What what =
            new What(
                verdict.read().place(),
                verdict.digest(),
                pending.get(i).judged().examined().bytes(),
                verdict.notes());
        refused.add(quarantined(what, verdict.decision(), verdict.reasons(), receipt));
      }
    }
    if (!refused.isEmpty()) {
      var numbers = gate.quarantine().add(refused).iterator();
      verdicts.replaceAll(it -> it.refused() ? it.in(numbers.next().id()) : it);
    }
    return verdicts;
  }

  private Kept kept(Stage stage, Decision decision, List<Reason> reasons, byte[] body) {
    return new Kept(
        gate.clock().instant(),
        stage.label(),
        decision,
        reasons,
        judge.policy().digest(),
        gate.detectors().versions(),
        about.principal().id(),
        body);
  }

  /// What goes to quarantine.
  private record What(String place, String digest, long bytes, List<String> notes) {}

  private Quarantined quarantined(
      What what, Decision decision, List<Reason> reasons, long receipt) {
    return new Quarantined(
        "",
        gate.clock().instant(),
        about.set().id(),
        about.batch(),
        what.place(),
        what.digest(),
        decision,
        reasons.stream().map(Reason::rule).toList(),
        reasons.stream().flatMap(it -> it.techniques().stream()).distinct().toList(),
        what.notes(),
        about.principal().id(),
        what.bytes(),
        receipt,
        Optional.empty());
  }

  private void count(Judged judged, Verdict verdict) {
    tally.count(verdict.decision());
    if (verdict.read() instanceof Read.Unreadable) {
      tally.unreadable();
    }
    tally.met(judged.meeting());
    if (judged.content().readsLikeAttack()) {
      tally.attack();
    }
    if (verdict.refused() && judged.meeting() == Meeting.NEW) {
      seen.forget(judged.examined().key(), check);
    }
    manifest.update((verdict.digest() + " " + verdict.decision().label() + "\n").getBytes(UTF_8));
    if (verdict.decision() != Decision.ALLOW) {
      gate.events().tell(IngestEvents.record(about, verdict, judged, gate.clock().instant()));
    }
  }

  /// Ends the check: decides about the whole and writes its account down.
  ///
  /// @throws IOException when the quarantine cannot be written
  /// @throws java.util.concurrent.CompletionException when the ledger cannot be written
  public BatchVerdict finish() throws IOException {
    BatchVerdict verdict = judge.verdict(tally, Digests.hex(manifest.digest()));
    byte[] account = Json.bytes(verdict.json());
    long receipt =
        gate.decisions()
            .keep(kept(Stage.BATCH, verdict.decision(), verdict.reasons(), account))
            .join();
    BatchVerdict kept = verdict.at(receipt);
    if (!verdict.usable()) {
      seen.forget(check);
      What what =
          new What(
              "the whole batch",
              verdict.manifest(),
              account.length,
              List.of(tally.refused() + " of " + tally.records() + " records were refused"));
      Quarantined whole = quarantined(what, verdict.decision(), verdict.reasons(), receipt);
      kept = kept.in(gate.quarantine().add(List.of(whole)).getFirst().id());
    }
    gate.events().tell(IngestEvents.batch(about, kept, gate.clock().instant()));
    return kept;
  }
}
