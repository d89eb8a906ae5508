package io.sextant.ledger.verify;

import io.sextant.ledger.LedgerException;
import io.sextant.ledger.LedgerException.Reason;
import io.sextant.ledger.log.ControlEntry;
import io.sextant.ledger.log.EntryBundle;
import io.sextant.ledger.log.LogReader;
import io.sextant.ledger.merkle.Hash;
import io.sextant.ledger.merkle.Tile;
import io.sextant.ledger.merkle.TreeHasher;
import io.sextant.ledger.verify.Problem.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What one bundle of entries showed, held against its leaf hashes.
///
/// @param hashes the leaf hashes of its entries, concatenated
/// @param problem the first bad entry
@SuppressWarnings("ArrayRecordComponent") // handed from one thread to another, never compared
record BundleCheck(
    long start, int count, byte[] hashes, List<Control> controls, Optional<Problem> problem) {

  record Control(long index, ControlEntry entry) {}

  /// Reads and hashes a bundle; may run on any thread.
  static BundleCheck of(LogReader reader, Tile tile) {
    long start = tile.index() * Tile.WIDTH;
    List<Control> controls = new ArrayList<>();
    byte[] hashes = new byte[tile.bytes()];
    byte[] expected;
    EntryBundle bundle;
    try {
      expected = reader.hashes(new Tile(0, tile.index(), tile.width()));
      bundle = reader.bundlePrefix(tile);
    } catch (LedgerException e) {
      return unreadable(tile, e);
    }
    TreeHasher hasher = new TreeHasher();
    for (int i = 0; i < bundle.count(); i++) {
      Hash leaf = hasher.leaf(bundle.bytes(), bundle.offset(i), bundle.length(i));
      leaf.copyTo(hashes, i * Hash.BYTES);
      if (!leaf.stands(expected, i * Hash.BYTES)) {
        return bad(
            tile, Problem.at(Kind.ENTRY, start + i, "the entry is not the one that was logged"));
      }
      if (ControlEntry.claimed(bundle.bytes(), bundle.offset(i), bundle.length(i))) {
        long index = start + i;
        try {
          ControlEntry.parse(bundle.entry(i))
              .ifPresent(entry -> controls.add(new Control(index, entry)));
        } catch (LedgerException e) {
          return bad(tile, Problem.at(Kind.ENTRY, start + i, "" + e.getMessage()));
        }
      }
    }
    if (bundle.count() < tile.width()) {
      return bad(
          tile,
          Problem.at(
              Kind.TRUNCATED, start + bundle.count(), tile.path() + " ends before this entry"));
    }
    return new BundleCheck(start, tile.width(), hashes, controls, Optional.empty());
  }

  private static BundleCheck unreadable(Tile tile, LedgerException cause) {
    if (cause.reason() == Reason.INACCESSIBLE) {
      throw cause;
    }
    long start = tile.index() * Tile.WIDTH;
    Kind kind = cause.reason() == Reason.MISSING ? Kind.TRUNCATED : Kind.ENTRY;
    return bad(
        tile,
        Problem.within(kind, start, start + tile.width() - 1, String.valueOf(cause.getMessage())));
  }

  private static BundleCheck bad(Tile tile, Problem problem) {
    return new BundleCheck(
        tile.index() * Tile.WIDTH, tile.width(), new byte[0], List.of(), Optional.of(problem));
  }
}
