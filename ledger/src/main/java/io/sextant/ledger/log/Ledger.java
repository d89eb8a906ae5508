package io.sextant.ledger.log;

import io.sextant.ledger.LedgerException;
import io.sextant.ledger.LedgerException.Reason;
import io.sextant.ledger.log.ControlEntry.KeyAdded;
import io.sextant.ledger.log.ControlEntry.KeyRetired;
import io.sextant.ledger.log.ControlEntry.Pruned;
import io.sextant.ledger.merkle.Tile;
import io.sextant.ledger.note.Checkpoint;
import io.sextant.ledger.note.KeyType;
import io.sextant.ledger.note.NoteSignature;
import io.sextant.ledger.note.SignedNote;
import io.sextant.ledger.note.SigningKey;
import io.sextant.ledger.note.VerifierKey;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// The one writer of a log. Any thread may append; an entry is acknowledged when it is durable, and
/// stands in a checkpoint soon after.
///
/// Whatever happens to the process, opening the ledger again finds every acknowledged entry and
/// publishes only checkpoints that extend the last one.
public final class Ledger implements AutoCloseable {
  private final LedgerFolder folder;
  private final InstantSource clock;
  private final FolderLock lock;
  private final Appender appender;
  private final Publisher publisher;
  private final List<SigningKey> signers;
  private boolean closed;

  private Ledger(
      LedgerFolder folder,
      InstantSource clock,
      FolderLock lock,
      Appender appender,
      Publisher publisher,
      List<SigningKey> signers) {
    this.folder = folder;
    this.clock = clock;
    this.lock = lock;
    this.appender = appender;
    this.publisher = publisher;
    this.signers = new ArrayList<>(signers);
  }

  /// Opens a ledger that exists, after making whole what a crash left.
  ///
  /// @param beside made durable before each group of entries
  /// @throws LedgerException MISSING, IN_USE, CORRUPT or INACCESSIBLE
  public static Ledger open(
      LedgerFolder folder, LedgerOptions options, InstantSource clock, Beside beside) {
    if (!folder.exists()) {
      throw new LedgerException(Reason.MISSING, "there is no ledger in " + folder.path());
    }
    FolderLock lock = FolderLock.take(folder.lock());
    try {
      Recovery.Recovered state = Recovery.of(folder, options);
      Publisher publisher =
          new Publisher(
              folder,
              options,
              clock,
              state.tiles(),
              state.journal(),
              state.published(),
              folder.signers());
      Appender appender = new Appender(state.journal(), publisher, beside);
      publisher.start();
      appender.start();
      Ledger ledger = new Ledger(folder, clock, lock, appender, publisher, folder.signers());
      ledger.publish();
      return ledger;
    } catch (IOException e) {
      lock.close();
      throw DurableFiles.failure("cannot open the ledger in " + folder.path(), e);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /// Opens a ledger that has nothing beside it.
  public static Ledger open(LedgerFolder folder, LedgerOptions options, InstantSource clock) {
    return open(folder, options, clock, () -> {});
  }

  /// Something that must be durable before the entries that speak of it.
  @FunctionalInterface
  public interface Beside {
    void sync() throws IOException;
  }

  /// Appends an entry and returns once it is durable.
  ///
  /// @throws LedgerException REFUSED, DISK_FULL, INACCESSIBLE or CLOSED; then it was not appended
  public Appended append(byte[] entry) {
    return joined(submit(entry));
  }

  /// Appends an entry; the answer is complete once it is durable. Waits only while the queue is
  /// full.
  public CompletableFuture<Appended> submit(byte[] entry) {
    if (ControlEntry.claimed(entry, 0, entry.length)) {
      throw new LedgerException(
          Reason.REFUSED, "an entry must not begin like the ledger's own: {\"type\":\"ledger.");
    }
    return appender.submit(entry);
  }

  /// Publishes a checkpoint over everything acknowledged so far.
  public SignedNote publish() {
    return joined(publisher.publish(false));
  }

  /// The newest checkpoint.
  public SignedNote published() {
    return publisher.published();
  }

  /// Adds cosignatures to the published checkpoint, unless a newer one has taken its place.
  public SignedNote attach(Checkpoint checkpoint, List<NoteSignature> cosignatures) {
    return joined(publisher.attach(checkpoint, cosignatures));
  }

  /// Reads the log at its newest checkpoint.
  public LogReader reader() {
    return LogReader.at(folder.tiles(), published());
  }

  public LedgerFolder folder() {
    return folder;
  }

  /// Appends an entry that the ledger makes about itself.
  Appended appendControl(ControlEntry entry) {
    return joined(appender.submit(entry.bytes()));
  }

  /// Notes that the bodies of an entry are gone.
  public Appended noteErased(long entry) {
    return appendControl(new ControlEntry.Erased(entry, clock.instant()));
  }

  /// Announces a new key and signs by it beside the old ones from now on.
  public synchronized VerifierKey addKey() {
    SigningKey key = SigningKey.generate(Checkpoint.of(published()).origin(), KeyType.LOG);
    appendControl(new KeyAdded(key.verifier(), clock.instant()));
    signers.add(key);
    try {
      folder.keep(key);
      folder.writePublicKeys(signers);
    } catch (IOException e) {
      signers.remove(key);
      throw DurableFiles.failure("cannot keep the new key", e);
    }
    publisher.signWith(signers);
    publish();
    return key.verifier();
  }

  /// Stops signing by the oldest key, after a last checkpoint by all that announces it.
  ///
  /// @throws LedgerException REFUSED when it is the only one
  public synchronized VerifierKey retireKey() {
    if (signers.size() < 2) {
      throw new LedgerException(Reason.REFUSED, "the only key cannot be retired; add one first");
    }
    SigningKey oldest = signers.getFirst();
    appendControl(new KeyRetired(oldest.verifier(), clock.instant()));
    publish();
    signers.removeFirst();
    try {
      folder.writePublicKeys(signers);
      folder.forget(oldest.verifier());
    } catch (IOException e) {
      throw DurableFiles.failure("cannot remove the old key", e);
    }
    publisher.signWith(signers);
    publish();
    return oldest.verifier();
  }

  /// Stops serving entries before an index, and deletes what only they need. The tree stays as it
  /// is; every proof between later entries can still be made.
  ///
  /// @throws LedgerException REFUSED when there are not that many entries
  public synchronized void prune(long before) {
    if (before < 0 || before > Checkpoint.of(publish()).size()) {
      throw new LedgerException(
          Reason.REFUSED, "there is no entry " + before + " to begin at after pruning");
    }
    long already = LedgerFolder.minimumIndex(folder.tiles());
    if (before <= already) {
      return;
    }
    appendControl(new Pruned(before, clock.instant()));
    long size = Checkpoint.of(joined(publisher.publish(true))).size();
    try {
      DurableFiles.replace(
          folder.publicFile(LogFiles.MINIMUM_INDEX),
          (before + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
      Pruning.delete(folder.publicFiles(), already, before, size);
    } catch (IOException e) {
      throw DurableFiles.failure("cannot prune", e);
    }
  }

  private static <T> T joined(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof LedgerException known) {
        throw new LedgerException(known.reason(), String.valueOf(known.getMessage()), known);
      }
      throw e;
    }
  }

  /// Publishes what is acknowledged and gives the ledger back.
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      appender.stop();
      publisher.stop();
      appender.closeJournal();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw DurableFiles.failure("cannot close the journal", e);
    } finally {
      lock.close();
    }
  }

  /// Which files only pruned entries need.
  private static final class Pruning {
    static void delete(java.nio.file.Path folder, long from, long before, long size)
        throws IOException {
      for (int level = Tile.ENTRIES; level < Long.BYTES; level++) {
        int shift = (Math.max(level, 0) + 1) * Tile.HEIGHT;
        long end = shift < Long.SIZE ? before >> shift : 0;
        for (long index = shift < Long.SIZE ? from >> shift : 0; index < end; index++) {
          java.nio.file.Files.deleteIfExists(
              folder.resolve(new Tile(level, index, Tile.WIDTH).path()));
        }
        if (size >> shift == 0) {
          return;
        }
      }
    }
  }
}
