package io.sextant.ledger.log;

import io.sextant.ledger.LedgerException;
import io.sextant.ledger.LedgerException.Reason;
import io.sextant.ledger.merkle.Hash;
import io.sextant.ledger.merkle.Tile;
import io.sextant.ledger.merkle.TreeHasher;
import io.sextant.ledger.note.Checkpoint;
import io.sextant.ledger.note.SignedNote;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Makes a ledger whole after its process ended in any way: the tree is rebuilt from the durable
/// tiles and the journal, held against the last checkpoint, and its tiles are written anew.
final class Recovery {
  record Recovered(TileWriter tiles, Journal journal, SignedNote published) {}

  @SuppressWarnings("ArrayRecordComponent") // a list's element, never compared
  private record Held(long index, byte[] entry) {}

  private Recovery() {}

  static Recovered of(LedgerFolder folder, LedgerOptions options) throws IOException {
    LogReader reader = LogReader.latest(folder.tiles());
    History.repair(folder.publicFile(LogFiles.HISTORY));
    Checkpoint head = reader.checkpoint();
    refuseOldCheckpoint(folder, head);
    List<Held> held = new ArrayList<>();
    long safe = head.size() / Tile.WIDTH * Tile.WIDTH;
    Journal journal =
        Journal.open(
            folder.journal(),
            0,
            options.segmentBytes(),
            (first, entries) -> {
              for (int i = 0; i < entries.size(); i++) {
                held.add(new Held(first + i, entries.get(i)));
              }
            });
    try {
      long firstHeld = held.isEmpty() ? journal.next() : held.getFirst().index;
      long start =
          Math.max(
              (firstHeld + Tile.WIDTH - 1) / Tile.WIDTH * Tile.WIDTH,
              LedgerFolder.minimumIndex(folder.tiles()) / Tile.WIDTH * Tile.WIDTH);
      if (start > safe) {
        throw corrupt("entries from " + safe + " to " + start + " are missing");
      }
      TileWriter tiles = new TileWriter(folder.publicFiles(), start, reader);
      replay(tiles, held, start, head);
      tiles.flush();
      tiles.writePartials();
      return new Recovered(tiles, journal, reader.note());
    } catch (IOException | RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  private static void refuseOldCheckpoint(LedgerFolder folder, Checkpoint head) {
    for (SignedNote note : History.read(folder.tiles())) {
      long size = Checkpoint.of(note).size();
      if (size > head.size()) {
        throw corrupt("a checkpoint of " + size + " entries was published, this one has fewer");
      }
    }
  }

  private static void replay(TileWriter tiles, List<Held> held, long start, Checkpoint head) {
    TreeHasher hasher = new TreeHasher();
    boolean seen = compare(tiles, head);
    for (Held entry : held) {
      if (entry.index >= start) {
        Hash leaf = hasher.leaf(entry.entry);
        tiles.add(entry.entry, leaf);
        seen |= compare(tiles, head);
      }
    }
    if (!seen) {
      throw corrupt("the journal ends at " + tiles.size() + ", before the checkpoint");
    }
  }

  private static boolean compare(TileWriter tiles, Checkpoint head) {
    if (tiles.size() != head.size()) {
      return false;
    }
    if (!tiles.root().equals(head.root())) {
      throw corrupt("the entries do not lead to the root that was signed");
    }
    return true;
  }

  private static LedgerException corrupt(String what) {
    return new LedgerException(
        Reason.CORRUPT, "the ledger does not extend its last checkpoint: " + what);
  }
}
