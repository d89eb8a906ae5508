package io.sextant.gateway.ingest;

import io.sextant.core.policy.Policy;
import io.sextant.core.policy.PolicyReader;
import io.sextant.gateway.access.Principal;
import io.sextant.gateway.config.ShippedPolicies;
import io.sextant.gateway.content.Detectors;
import io.sextant.gateway.record.Acts;
import io.sextant.gateway.record.Decisions.Kept;
import io.sextant.gateway.record.ToldEvents;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/// A gate for data with a ledger in memory.
public final class TestGate implements AutoCloseable {
  public static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  public static final Provenance KNOWN =
      new Provenance(
          "https://shop.example/reviews",
          "crawler-1",
          Optional.of(NOW.minusSeconds(86_400)),
          "CC-BY-4.0",
          "");

  private static final Detectors DETECTORS = Detectors.builtIn();
  private static final Principal LOADER = new Principal("loader", List.of(), true);

  public final List<Kept> kept = Collections.synchronizedList(new ArrayList<>());
  public final List<Acts.Act> acts = new ArrayList<>();
  public final ToldEvents events = new ToldEvents();
  public final DataGate gate;
  private boolean broken;

  public TestGate(Path folder, DataSet... sets) throws IOException {
    this(folder, shipped(), sets);
  }

  public TestGate(Path folder, Policy policy, DataSet... sets) throws IOException {
    gate =
        DataGate.open(
            new IngestConfig(policy, List.of(sets)),
            new DataGate.Services(
                DETECTORS, this::keep, this::note, events, InstantSource.fixed(NOW), new Random(7)),
            folder);
  }

  static Policy shipped() {
    return policy(ShippedPolicies.text("data").orElseThrow());
  }

  static Policy policy(String text) {
    return PolicyReader.read("p.yaml", text).policy().orElseThrow();
  }

  /// From now on the ledger takes nothing.
  public void breakLedger() {
    broken = true;
  }

  private CompletableFuture<Long> keep(Kept decision) {
    if (broken) {
      return CompletableFuture.failedFuture(new IllegalStateException("disk full"));
    }
    synchronized (kept) {
      kept.add(decision);
      return CompletableFuture.completedFuture(kept.size() - 1L);
    }
  }

  private CompletableFuture<Long> note(Acts.Act act) {
    if (broken) {
      return CompletableFuture.failedFuture(new IllegalStateException("disk full"));
    }
    acts.add(act);
    return CompletableFuture.completedFuture(1_000L + acts.size());
  }

  /// What a whole source came to.
  record Checked(List<Verdict> verdicts, BatchVerdict batch) {}

  Checked check(String set, String name, Source source) throws IOException {
    Batch batch = gate.begin(gate.set(set).orElseThrow(), name, LOADER);
    List<Verdict> verdicts = new ArrayList<>();
    batch.takeAll(source, verdicts::add);
    return new Checked(verdicts, batch.finish());
  }

  @Override
  public void close() throws IOException {
    gate.close();
    events.all();
  }
}
