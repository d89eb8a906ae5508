package io.sextant.ledger.verify;

import io.sextant.ledger.LedgerException;
import io.sextant.ledger.LedgerException.Reason;
import io.sextant.ledger.log.ControlEntry.Pruned;
import io.sextant.ledger.log.History;
import io.sextant.ledger.log.LedgerFolder;
import io.sextant.ledger.log.LogReader;
import io.sextant.ledger.log.TileSource;
import io.sextant.ledger.merkle.Tile;
import io.sextant.ledger.note.Checkpoint;
import io.sextant.ledger.note.SignedNote;
import io.sextant.ledger.verify.Problem.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Checks a whole log: every entry against the tree, the tree against the signed root, the root
/// against every checkpoint that was published or seen before. Cost is linear in the entries.
///
/// Scanning stops at the first bad entry. What an attacker rewrote so thoroughly that everything in
/// the log agrees, only a checkpoint kept elsewhere can show: [Trust#remembered], or a witness.
public final class LedgerVerifier {
  /// Bundles read ahead for each thread, which hides the latency of a disk or network.
  private static final int AHEAD = 8;

  private final int threads;

  /// @param threads that read and hash
  public LedgerVerifier(int threads) {
    this.threads = threads;
  }

  /// @throws LedgerException INACCESSIBLE when the source cannot be asked
  public Verdict verify(TileSource source, Trust trust) {
    LogReader reader;
    List<SignedNote> history;
    long minimum;
    try {
      reader = LogReader.latest(source);
      history = History.read(source);
      history.forEach(Checkpoint::of);
      minimum = LedgerFolder.minimumIndex(source);
    } catch (LedgerException e) {
      if (e.reason() == Reason.INACCESSIBLE) {
        throw e;
      }
      Problem problem = Problem.of(Kind.CHECKPOINT, String.valueOf(e.getMessage()));
      return new Verdict(Optional.empty(), 0, 0, 0, List.of(problem));
    }
    Checkpoint head = reader.checkpoint();
    List<Problem> problems = new ArrayList<>();
    TreeScan scan = new TreeScan(reader, anchors(history, trust, head, problems));
    if (minimum > head.size()) {
      problems.add(Problem.of(Kind.PRUNED, "the minimum index lies beyond the log"));
      minimum = head.size();
    }
    scan(source, reader, scan, minimum / Tile.WIDTH);
    problems.addAll(0, scan.problems());
    checkNote(trust, history, reader.note(), scan, problems);
    if (minimum > 0 && !pruned(scan, minimum)) {
      problems.add(
          Problem.of(Kind.PRUNED, "no entry says that those before " + minimum + " were pruned"));
    }
    problems.sort(Comparator.comparingLong(p -> p.firstEntry().orElse(Long.MAX_VALUE)));
    return new Verdict(
        Optional.of(reader.note()), minimum, scan.verified(), history.size(), problems);
  }

  private static boolean pruned(TreeScan scan, long minimum) {
    return scan.controls().stream()
        .anyMatch(c -> c.entry() instanceof Pruned pruned && pruned.before() >= minimum);
  }

  private static void checkNote(
      Trust trust,
      List<SignedNote> history,
      SignedNote note,
      TreeScan scan,
      List<Problem> problems) {
    if (new KeyChain(trust.logKeys(), scan.controls()).signer(history, note).isEmpty()) {
      problems.add(Problem.of(Kind.SIGNATURE, "no trusted key signed the checkpoint"));
    }
    trust.witnesses().stream()
        .filter(witness -> note.signedBy(List.of(witness)).isEmpty())
        .forEach(w ->
            problems.add(Problem.of(Kind.WITNESS, w.name() + " did not cosign the checkpoint")));
  }

  /// The checkpoints to compare while scanning; those larger than the newest are problems at once.
  private static List<TreeScan.Anchor> anchors(
      List<SignedNote> history, Trust trust, Checkpoint head, List<Problem> problems) {
    List<TreeScan.Anchor> anchors = new ArrayList<>();
    history.forEach(note -> anchors.add(new TreeScan.Anchor(Checkpoint.of(note), "published")));
    trust.remembered().forEach(n -> anchors.add(new TreeScan.Anchor(Checkpoint.of(n), "seen")));
    anchors.removeIf(anchor -> {
      Checkpoint known = anchor.checkpoint();
      if (!known.origin().equals(head.origin())) {
        problems.add(
            Problem.of(
                Kind.FORKED,
                "this log calls itself "
                    + head.origin()
                    + "; the checkpoint "
                    + anchor.how()
                    + " before is of "
                    + known.origin()));
        return true;
      }
      return known.size() > head.size();
    });
    longest(history, trust, head)
        .ifPresent(size ->
            problems.add(
                Problem.within(
                    Kind.REPLAYED,
                    head.size(),
                    size - 1,
                    "a checkpoint of " + size + " entries is known, this one has " + head.size())));
    anchors.add(new TreeScan.Anchor(head, "signed"));
    anchors.sort(Comparator.comparingLong(anchor -> anchor.checkpoint().size()));
    return anchors;
  }

  private static Optional<Long> longest(List<SignedNote> history, Trust trust, Checkpoint head) {
    List<SignedNote> known = new ArrayList<>(history);
    known.addAll(trust.remembered());
    return known.stream()
        .map(Checkpoint::of)
        .filter(c -> c.origin().equals(head.origin()))
        .map(Checkpoint::size)
        .filter(size -> size > head.size())
        .max(Comparator.naturalOrder());
  }

  private void scan(TileSource source, LogReader reader, TreeScan scan, long firstBundle) {
    if (!scan.begin(firstBundle * Tile.WIDTH)) {
      return;
    }
    long size = reader.checkpoint().size();
    long bundles = (size + Tile.WIDTH - 1) / Tile.WIDTH;
    long next = firstBundle;
    Deque<Future<BundleCheck>> ahead = new ArrayDeque<>();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      while (scan.going() && (next < bundles || !ahead.isEmpty())) {
        while (next < bundles && ahead.size() < threads * AHEAD) {
          Tile tile = Tile.in(size, Tile.ENTRIES, next++);
          ahead.add(pool.submit(() -> BundleCheck.of(LogReader.at(source, reader.note()), tile)));
        }
        scan.accept(ahead.remove().get());
      }
      scan.end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LedgerException(Reason.INACCESSIBLE, "interrupted while verifying", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LedgerException known) {
        throw known;
      }
      throw new IllegalStateException("a bundle could not be checked", e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }
}
