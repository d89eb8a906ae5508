package io.sextant.gateway.ingest;

import io.sextant.core.policy.Policy;
import io.sextant.gateway.access.Principal;
import io.sextant.gateway.content.Detectors;
import io.sextant.gateway.record.Acts;
import io.sextant.gateway.record.Decisions;
import io.sextant.gateway.record.Events;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;

/// Decides about data before it is trained on or retrieved from. Any number of batches may be
/// checked at once.
public final class DataGate implements AutoCloseable {
  /// Longest name of a batch.
  public static final int BATCH_NAME = 200;

  private static final String SPOOL = "answer-";

  private final AtomicReference<Policy> policy;
  private final Map<String, DataSet> sets = new TreeMap<>();
  private final Services services;
  private final Path folder;
  private final Quarantine quarantine;
  private final Map<String, Seen> seen = new TreeMap<>();

  /// What it needs of its surroundings.
  ///
  /// @param random draws what tells two checks of one batch apart
  public record Services(
      Detectors detectors,
      Decisions decisions,
      Acts acts,
      Events events,
      InstantSource clock,
      RandomGenerator random) {}

  private DataGate(IngestConfig config, Services services, Path folder) throws IOException {
    this.policy = new AtomicReference<>(config.policy());
    config.sets().forEach(set -> sets.put(set.id(), set));
    this.services = services;
    this.folder = folder;
    this.quarantine = Quarantine.open(folder);
    // What a crash left.
    try (var left = Files.newDirectoryStream(folder, SPOOL + "*")) {
      for (Path file : left) {
        Files.delete(file);
      }
    }
  }

  /// Opens the gate with its quarantine in a folder; makes it when there is none.
  ///
  /// @throws IOException when the folder cannot be used
  public static DataGate open(IngestConfig config, Services services, Path folder)
      throws IOException {
    return new DataGate(config, services, folder);
  }

  /// Puts another policy in force for batches that begin from now on.
  public void use(Policy other) {
    policy.set(other);
  }

  Policy policy() {
    return policy.get();
  }

  public Quarantine quarantine() {
    return quarantine;
  }

  Detectors detectors() {
    return services.detectors();
  }

  Decisions decisions() {
    return services.decisions();
  }

  Events events() {
    return services.events();
  }

  InstantSource clock() {
    return services.clock();
  }

  /// The data sets by their names.
  public List<DataSet> sets() {
    return List.copyOf(sets.values());
  }

  public Optional<DataSet> set(String id) {
    return Optional.ofNullable(sets.get(id));
  }

  /// Begins the check of a batch.
  ///
  /// @param batch names it; when a batch of this name is checked again it is the same one
  /// @throws IOException when what was taken in before cannot be looked up
  public Batch begin(DataSet set, String batch, Principal principal) throws IOException {
    int run = services.random().nextInt();
    long name =
        ByteBuffer.wrap(Digests.of(batch.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
            .getLong();
    return new Batch(
        this,
        new IngestFacts.About(set, batch, principal, clock().instant()),
        seen(set),
        new Seen.Check(name, run == 0 ? 1 : run));
  }

  /// A new file for what waits to be sent; its taker deletes it.
  public Path spool() throws IOException {
    return Files.createTempFile(folder, SPOOL, "");
  }

  private Seen seen(DataSet set) throws IOException {
    synchronized (seen) {
      Seen known = seen.get(set.id());
      if (known == null) {
        Path files = folder.resolve("seen");
        Files.createDirectories(files);
        known = new Seen(files.resolve(set.id() + ".table"));
        seen.put(set.id(), known);
      }
      return known;
    }
  }

  /// Ends the waiting of one, see [Quarantine#close].
  public Quarantine.Outcome close(String id, Quarantined.State state, String who, String reason)
      throws IOException {
    return quarantine.close(id, state, who, reason, clock().instant(), services.acts());
  }

  @Override
  public void close() throws IOException {
    synchronized (seen) {
      for (Seen each : seen.values()) {
        each.close();
      }
    }
    quarantine.close();
  }
}
