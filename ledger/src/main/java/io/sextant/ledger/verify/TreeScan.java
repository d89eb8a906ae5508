package io.sextant.ledger.verify;

import io.sextant.ledger.LedgerException;
import io.sextant.ledger.LedgerException.Reason;
import io.sextant.ledger.log.LogReader;
import io.sextant.ledger.merkle.Frontier;
import io.sextant.ledger.merkle.Hash;
import io.sextant.ledger.merkle.Tile;
import io.sextant.ledger.merkle.TreeHasher;
import io.sextant.ledger.note.Checkpoint;
import io.sextant.ledger.verify.Problem.Kind;
import java.util.ArrayList;
import java.util.List;

/// Rebuilds the tree from checked bundles, in order, and compares it with the log's tiles and with
/// every known checkpoint on the way. Belongs to one thread.
final class TreeScan {
  private final LogReader reader;
  private final List<Anchor> anchors;
  private final TreeHasher hasher = new TreeHasher();
  private final List<Problem> problems = new ArrayList<>();
  private final List<BundleCheck.Control> controls = new ArrayList<>();
  private Frontier frontier;
  private final long[] completed = new long[Long.BYTES + 1];
  private int anchor;
  private long good;
  private long verified;

  /// A checkpoint that is known.
  ///
  /// @param how it is known: signed, published or seen
  record Anchor(Checkpoint checkpoint, String how) {}

  /// @param anchors in the order of their sizes; the log's newest checkpoint among them
  TreeScan(LogReader reader, List<Anchor> anchors) {
    this.reader = reader;
    this.anchors = anchors;
    this.frontier = new Frontier(this::compareTile);
  }

  /// Begins at a leaf, a multiple of [Tile#WIDTH].
  boolean begin(long start) {
    for (int level = 0; level < completed.length; level++) {
      completed[level] = level * Tile.HEIGHT < Long.SIZE ? start >> (level * Tile.HEIGHT) : 0;
    }
    try {
      frontier = Frontier.at(start, reader, this::compareTile);
    } catch (LedgerException e) {
      problem(e, 0, Math.max(0, start - 1));
      return false;
    }
    good = start;
    while (anchor < anchors.size() && anchors.get(anchor).checkpoint.size() < start) {
      anchor++;
    }
    compareAnchors();
    return true;
  }

  boolean going() {
    return problems.isEmpty();
  }

  List<Problem> problems() {
    return problems;
  }

  List<BundleCheck.Control> controls() {
    return controls;
  }

  long verified() {
    return verified;
  }

  void accept(BundleCheck bundle) {
    if (bundle.problem().isPresent()) {
      problems.add(bundle.problem().get());
      return;
    }
    controls.addAll(bundle.controls());
    verified += bundle.count();
    long end = bundle.start() + bundle.count();
    boolean anchored = anchor < anchors.size() && anchors.get(anchor).checkpoint.size() < end;
    if (bundle.count() == Tile.WIDTH && !anchored) {
      completed[0] += Tile.WIDTH;
      frontier.addTile(hasher.perfect(bundle.hashes(), 0, Tile.WIDTH));
      compareAnchors();
      return;
    }
    for (int i = 0; i < bundle.count() && going(); i++) {
      frontier.add(Hash.at(bundle.hashes(), i * Hash.BYTES));
      compareAnchors();
    }
  }

  void end() {
    if (going() && anchor < anchors.size()) {
      throw new IllegalStateException("the newest checkpoint was not reached");
    }
  }

  private void compareTile(int level, Hash hash) {
    long index = completed[level]++;
    if (level == 0 || !going()) {
      return;
    }
    long first = index << (level * Tile.HEIGHT);
    long last = ((index + 1) << (level * Tile.HEIGHT)) - 1;
    try {
      Tile tile = Tile.in(reader.checkpoint().size(), level, index / Tile.WIDTH);
      if (!hash.stands(reader.hashes(tile), (int) (index % Tile.WIDTH) * Hash.BYTES)) {
        problems.add(
            Problem.within(
                Kind.TREE,
                first,
                last,
                "the hash of these entries is not the one in " + tile.path()));
      }
    } catch (LedgerException e) {
      problem(e, first, last);
    }
  }

  private void problem(LedgerException cause, long first, long last) {
    if (cause.reason() == Reason.INACCESSIBLE) {
      throw cause;
    }
    Kind kind = cause.reason() == Reason.MISSING ? Kind.TRUNCATED : Kind.TREE;
    problems.add(Problem.within(kind, first, last, String.valueOf(cause.getMessage())));
  }

  private void compareAnchors() {
    while (anchor < anchors.size() && anchors.get(anchor).checkpoint.size() == frontier.size()) {
      Anchor known = anchors.get(anchor++);
      if (going() && !known.checkpoint.root().equals(frontier.root())) {
        boolean signed = known.how.equals("signed");
        problems.add(
            Problem.within(
                signed ? Kind.ROOT : Kind.FORKED,
                good,
                Math.max(good, frontier.size() - 1),
                "the first "
                    + frontier.size()
                    + " entries have another root than the checkpoint that was "
                    + known.how));
      }
    }
    if (going() && anchor > 0 && anchors.get(anchor - 1).checkpoint.size() == frontier.size()) {
      good = frontier.size();
    }
  }
}
