package io.sextant.ledger.log;

import io.sextant.ledger.LedgerException;
import io.sextant.ledger.LedgerException.Reason;
import io.sextant.ledger.merkle.Hash;
import io.sextant.ledger.merkle.TreeHasher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/// The thread that makes entries durable: it takes all that wait, writes them as one group, forces
/// the disk once, and answers.
final class Appender {
  /// Entries that may wait; beyond that callers wait to hand theirs over.
  private static final int QUEUE = 8_192;

  private static final int GROUP = 4_096;
  private static final int GROUP_BYTES = 1 << 20;

  /// While several callers append at once more entries are on their way: waiting a moment for them
  /// costs less than another write. Much longer than a write takes, and all of them wait for the
  /// same group while processors idle. A caller who is alone never waits.
  private static final long GATHER_NANOS = 1_000_000;

  /// A group of so many needs no more.
  private static final int LARGE_GROUP = 64;

  private final Journal journal;
  private final Publisher publisher;
  private final Ledger.Beside beside;
  private final BlockingQueue<Pending> queue = new ArrayBlockingQueue<>(QUEUE);
  private final TreeHasher hasher = new TreeHasher();
  private final Thread thread = Thread.ofPlatform().name("ledger-appender").unstarted(this::run);
  private volatile boolean closing;

  @SuppressWarnings("ArrayRecordComponent") // a queue's element, never compared
  private record Pending(byte[] entry, CompletableFuture<Appended> done) {
    static final Pending STOP = new Pending(new byte[0], new CompletableFuture<>());
  }

  Appender(Journal journal, Publisher publisher, Ledger.Beside beside) {
    this.journal = journal;
    this.publisher = publisher;
    this.beside = beside;
  }

  void start() {
    thread.start();
  }

  CompletableFuture<Appended> submit(byte[] entry) {
    if (entry.length == 0 || entry.length > EntryBundle.MAX_ENTRY) {
      throw new LedgerException(
          Reason.REFUSED,
          "an entry has 1 to " + EntryBundle.MAX_ENTRY + " bytes, found " + entry.length);
    }
    Pending pending = new Pending(entry, new CompletableFuture<>());
    try {
      if (closing) {
        throw closed();
      }
      queue.put(pending);
      if (closing && !thread.isAlive()) {
        pending.done.completeExceptionally(closed());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LedgerException(Reason.CLOSED, "interrupted while waiting for the ledger", e);
    }
    return pending.done;
  }

  private static LedgerException closed() {
    return new LedgerException(Reason.CLOSED, "the ledger is closed");
  }

  void stop() throws InterruptedException {
    closing = true;
    queue.put(Pending.STOP);
    thread.join();
    for (Pending late = queue.poll(); late != null; late = queue.poll()) {
      late.done.completeExceptionally(closed());
    }
  }

  void closeJournal() throws IOException {
    journal.close();
  }

  private void run() {
    List<Pending> waiting = new ArrayList<>();
    int last = 0;
    boolean stopping = false;
    while (!stopping) {
      try {
        waiting.add(queue.take());
        if (last > 1 && !closing && queue.size() < LARGE_GROUP) {
          LockSupport.parkNanos(GATHER_NANOS);
        }
        queue.drainTo(waiting, GROUP - 1);
        last = waiting.size();
      } catch (InterruptedException e) {
        stopping = true;
      }
      stopping |= waiting.remove(Pending.STOP);
      int from = 0;
      while (from < waiting.size()) {
        int to = groupEnd(waiting, from);
        commit(waiting.subList(from, to));
        from = to;
      }
      waiting.clear();
    }
  }

  private static int groupEnd(List<Pending> waiting, int from) {
    int to = from;
    for (int bytes = 0; to < waiting.size() && (to == from || bytes < GROUP_BYTES); to++) {
      bytes += waiting.get(to).entry.length;
    }
    return to;
  }

  private void commit(List<Pending> group) {
    List<byte[]> entries = group.stream().map(Pending::entry).toList();
    List<Hash> leaves = entries.stream().map(hasher::leaf).toList();
    long first = journal.next();
    try {
      if (journal.broken()) {
        throw new LedgerException(
            Reason.INACCESSIBLE, "the disk failed while writing; open the ledger anew");
      }
      publisher.awaitRoom();
    } catch (LedgerException | InterruptedException e) {
      fail(group, e);
      return;
    }
    try {
      beside.sync();
      journal.append(entries);
    } catch (IOException e) {
      publisher.releaseRoom();
      fail(group, e);
      return;
    }
    publisher.integrate(new Publisher.Group(entries, leaves));
    for (int i = 0; i < group.size(); i++) {
      group.get(i).done.complete(new Appended(first + i, leaves.get(i)));
    }
  }

  private static void fail(List<Pending> group, Exception cause) {
    LedgerException failure =
        switch (cause) {
          case LedgerException known -> known;
          case IOException io -> DurableFiles.failure("cannot append", io);
          default -> new LedgerException(Reason.CLOSED, "interrupted while appending", cause);
        };
    group.forEach(pending -> pending.done.completeExceptionally(failure));
  }
}
