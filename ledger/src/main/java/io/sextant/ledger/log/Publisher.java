package io.sextant.ledger.log;

import io.sextant.ledger.LedgerException;
import io.sextant.ledger.LedgerException.Reason;
import io.sextant.ledger.merkle.Hash;
import io.sextant.ledger.merkle.Tile;
import io.sextant.ledger.note.Checkpoint;
import io.sextant.ledger.note.NoteSignature;
import io.sextant.ledger.note.SignedNote;
import io.sextant.ledger.note.SigningKey;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The thread that makes tiles and checkpoints of durable entries.
///
/// At most [#ROOM] groups wait for it; beyond that appending waits, and fails when publishing
/// fails.
final class Publisher {
  /// Groups that may wait, of at most a MiB each.
  private static final int ROOM = 64;

  /// Longest wait of an append for room: forcing many tiles to a slow disk takes a while.
  private static final long PATIENCE_MS = 60_000;

  private static final long RETRY_MS = 200;

  /// Tiles forced to the disk at a time: a segment of the journal has about a thousand, and no
  /// group may wait for all of them.
  private static final int SYNC_FILES = 32;

  /// How long groups gather before they are integrated: nobody waits for a tile, and a thread that
  /// wakes for each group takes a processor from those who make the next.
  private static final long GATHER_NANOS = 3_000_000;

  private final LedgerFolder folder;
  private final LedgerOptions options;
  private final InstantSource clock;
  private final TileWriter tiles;
  private final Journal journal;
  private final BlockingQueue<Work> queue = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(ROOM);
  private final Thread thread;
  private List<SigningKey> signers;
  private long due;
  private int owed;
  private volatile Optional<IOException> failure = Optional.empty();
  private volatile SignedNote published;

  /// What the thread is asked to do, in order.
  sealed interface Work {}

  record Group(List<byte[]> entries, List<Hash> leaves) implements Work {}

  private record Publish(CompletableFuture<SignedNote> done, boolean sync) implements Work {}

  private record Attach(
      Checkpoint checkpoint, List<NoteSignature> more, CompletableFuture<SignedNote> done)
      implements Work {}

  private record Sign(List<SigningKey> signers) implements Work {}

  private record Stop() implements Work {}

  Publisher(
      LedgerFolder folder,
      LedgerOptions options,
      InstantSource clock,
      TileWriter tiles,
      Journal journal,
      SignedNote published,
      List<SigningKey> signers) {
    this.folder = folder;
    this.options = options;
    this.clock = clock;
    this.tiles = tiles;
    this.journal = journal;
    this.published = published;
    this.signers = List.copyOf(signers);
    thread = Thread.ofPlatform().name("ledger-publisher").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// Waits for room for one group.
  ///
  /// @throws LedgerException when there is none, because publishing fails or is too slow
  void awaitRoom() throws InterruptedException {
    if (!room.tryAcquire(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
      throw failure
          .map(e -> DurableFiles.failure("cannot write tiles", e))
          .orElseGet(
              () -> new LedgerException(Reason.INACCESSIBLE, "publishing is too far behind"));
    }
  }

  void releaseRoom() {
    room.release();
  }

  void integrate(Group group) {
    queue.add(group);
  }

  /// @param sync whether the full tiles must be durable, too
  CompletableFuture<SignedNote> publish(boolean sync) {
    CompletableFuture<SignedNote> done = new CompletableFuture<>();
    queue.add(new Publish(done, sync));
    return done;
  }

  CompletableFuture<SignedNote> attach(Checkpoint checkpoint, List<NoteSignature> more) {
    CompletableFuture<SignedNote> done = new CompletableFuture<>();
    queue.add(new Attach(checkpoint, List.copyOf(more), done));
    return done;
  }

  void signWith(List<SigningKey> keys) {
    queue.add(new Sign(List.copyOf(keys)));
  }

  SignedNote published() {
    return published;
  }

  /// Publishes everything and ends the thread.
  void stop() throws InterruptedException {
    queue.add(new Stop());
    thread.join();
  }

  private void run() {
    boolean stopping = false;
    due = System.nanoTime() + options.checkpointEvery().toNanos();
    while (!stopping) {
      try {
        long wait = Math.max(0, due - System.nanoTime());
        Work work = queue.poll(wait, TimeUnit.NANOSECONDS);
        stopping = work instanceof Stop;
        handle(work == null ? new Publish(new CompletableFuture<>(), false) : work);
      } catch (IOException e) {
        failure = Optional.of(e);
        due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(RETRY_MS);
      } catch (InterruptedException e) {
        stopping = true;
      }
    }
  }

  private void handle(Work work) throws IOException {
    switch (work) {
      case Group group -> {
        integrateNow(group);
        if (System.nanoTime() >= due) {
          publishNow(false);
        } else if (queue.isEmpty()) {
          LockSupport.parkNanos(GATHER_NANOS);
        }
      }
      case Publish publish -> told(publish.done, () -> publishNow(publish.sync));
      case Attach attach -> told(attach.done, () -> attachNow(attach));
      case Sign sign -> signers = sign.signers;
      case Stop _ -> publishNow(false);
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  private void told(CompletableFuture<SignedNote> done, Step step) throws IOException {
    try {
      step.run();
      done.complete(published);
    } catch (IOException e) {
      done.completeExceptionally(DurableFiles.failure("cannot publish", e));
      throw e;
    }
  }

  private void integrateNow(Group group) throws IOException {
    for (int i = 0; i < group.entries.size(); i++) {
      tiles.add(group.entries.get(i), group.leaves.get(i));
    }
    // Room is given back only for what was written: while the disk is full appending stops.
    owed++;
    tiles.flush();
    room.release(owed);
    owed = 0;
    shorten();
  }

  private void publishNow(boolean sync) throws IOException {
    due = System.nanoTime() + options.checkpointEvery().toNanos();
    tiles.flush();
    String text =
        new Checkpoint(Checkpoint.of(published).origin(), tiles.size(), tiles.root()).text();
    if (!text.equals(published.text()) || !signedByAll()) {
      tiles.writePartials();
      List<NoteSignature> signatures = new ArrayList<>();
      signers.forEach(key -> signatures.add(key.sign(text, clock.instant())));
      write(new SignedNote(text, signatures));
    }
    if (sync) {
      tiles.sync(Integer.MAX_VALUE);
      dropJournal();
    } else {
      shorten();
    }
    failure = Optional.empty();
    room.release(owed);
    owed = 0;
  }

  /// Makes some tiles durable when a segment of the journal holds nothing but what stands in tiles.
  private void shorten() throws IOException {
    if (journal.hasSegmentBefore(tiles.size() / Tile.WIDTH * Tile.WIDTH)) {
      tiles.sync(SYNC_FILES);
      dropJournal();
    }
  }

  /// Drops what of the journal stands in durable tiles and under a checkpoint: the tree is made
  /// whole from the tiles of the last checkpoint on.
  private void dropJournal() throws IOException {
    long signed = Checkpoint.of(published).size() / Tile.WIDTH * Tile.WIDTH;
    journal.dropBefore(Math.min(signed, tiles.durable()));
  }

  private boolean signedByAll() {
    return signers.stream()
        .allMatch(key -> published.signedBy(List.of(key.verifier())).isPresent());
  }

  private void attachNow(Attach attach) throws IOException {
    if (published.text().equals(attach.checkpoint.text())) {
      write(published.with(attach.more));
    }
  }

  private void write(SignedNote note) throws IOException {
    DurableFiles.replace(folder.publicFile(LogFiles.CHECKPOINT), note.bytes());
    published = note;
    History.append(folder.publicFile(LogFiles.HISTORY), note);
  }
}
