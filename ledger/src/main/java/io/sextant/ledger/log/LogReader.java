package io.sextant.ledger.log;

import io.sextant.ledger.LedgerException;
import io.sextant.ledger.LedgerException.Reason;
import io.sextant.ledger.merkle.Hash;
import io.sextant.ledger.merkle.HashSource;
import io.sextant.ledger.merkle.Proofs;
import io.sextant.ledger.merkle.Tile;
import io.sextant.ledger.merkle.TreeHasher;
import io.sextant.ledger.note.Checkpoint;
import io.sextant.ledger.note.SignedNote;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the tree that one checkpoint of a log names: entries, hashes, proofs. It trusts what it
/// reads; whoever gets a proof checks it. Belongs to one thread.
public final class LogReader implements HashSource {
  /// Tiles kept in memory, which bounds it to about 2 MiB.
  private static final int CACHED = 256;

  private final TileSource source;
  private final SignedNote note;
  private final Checkpoint checkpoint;
  private final TreeHasher hasher = new TreeHasher();
  private final Map<Tile, byte[]> cache =
      new LinkedHashMap<>(CACHED, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Tile, byte[]> eldest) {
          return size() > CACHED;
        }
      };

  private LogReader(TileSource source, SignedNote note) {
    this.source = source;
    this.note = note;
    this.checkpoint = Checkpoint.of(note);
  }

  /// Reads at the checkpoint that the log publishes now.
  public static LogReader latest(TileSource source) {
    byte[] bytes =
        source
            .read(LogFiles.CHECKPOINT, SignedNote.MAX_BYTES)
            .orElseThrow(
                () -> new LedgerException(Reason.MISSING, "there is no checkpoint, so no ledger"));
    return at(source, SignedNote.parse(bytes));
  }

  /// Reads at a checkpoint the caller holds.
  public static LogReader at(TileSource source, SignedNote note) {
    return new LogReader(source, note);
  }

  public SignedNote note() {
    return note;
  }

  public Checkpoint checkpoint() {
    return checkpoint;
  }

  /// The bytes of an entry.
  public byte[] entry(long index) {
    if (index < 0 || index >= checkpoint.size()) {
      throw new LedgerException(
          Reason.MISSING, "there is no entry " + index + "; the log has " + checkpoint.size());
    }
    Tile tile = Tile.in(checkpoint.size(), Tile.ENTRIES, index / Tile.WIDTH);
    return bundle(tile).entry((int) (index % Tile.WIDTH));
  }

  /// A bundle of entries of this tree; with more than its width when the full one stands instead.
  public EntryBundle bundle(Tile tile) {
    Bytes found = bundleBytes(tile);
    return EntryBundle.parse(found.bytes, found.tile.width());
  }

  /// The first entries of a bundle, as many of its width as are whole.
  public EntryBundle bundlePrefix(Tile tile) {
    return EntryBundle.prefix(bundleBytes(tile).bytes, tile.width());
  }

  @SuppressWarnings("ArrayRecordComponent") // returned, never compared
  private record Bytes(Tile tile, byte[] bytes) {}

  private Bytes bundleBytes(Tile tile) {
    Optional<byte[]> exact = source.read(tile.path(), EntryBundle.MAX_BYTES);
    if (exact.isPresent() || tile.full()) {
      return new Bytes(tile, exact.orElseThrow(() -> missing(tile)));
    }
    Tile whole = tile.whole();
    return new Bytes(
        whole, source.read(whole.path(), EntryBundle.MAX_BYTES).orElseThrow(() -> missing(tile)));
  }

  /// The hashes of a tile of this tree; more than its width when the full tile stands instead.
  public byte[] hashes(Tile tile) {
    byte[] known = cache.get(tile);
    if (known != null) {
      return known;
    }
    byte[] bytes =
        source
            .read(tile.path(), Tile.WIDTH * Hash.BYTES)
            .or(() ->
                tile.full()
                    ? Optional.empty()
                    : source.read(tile.whole().path(), Tile.WIDTH * Hash.BYTES))
            .orElseThrow(() -> missing(tile));
    if (bytes.length != tile.bytes() && bytes.length != Tile.WIDTH * Hash.BYTES) {
      throw new LedgerException(
          Reason.MALFORMED,
          tile.path() + " has " + bytes.length + " bytes, expected " + tile.bytes());
    }
    cache.put(tile, bytes);
    return bytes;
  }

  private static LedgerException missing(Tile tile) {
    return new LedgerException(Reason.MISSING, tile.path() + " is missing");
  }

  @Override
  public Hash node(int level, long index) {
    int tileLevel = level / Tile.HEIGHT;
    int inside = level % Tile.HEIGHT;
    long first = index << inside;
    Tile tile = Tile.in(checkpoint.size(), tileLevel, first / Tile.WIDTH);
    int offset = (int) (first % Tile.WIDTH) * Hash.BYTES;
    return hasher.perfect(hashes(tile), offset, 1 << inside);
  }

  /// The receipt that an entry stands in this tree.
  public Receipt prove(long index) {
    byte[] entry = entry(index);
    List<Hash> proof = new Proofs(this).inclusion(index, checkpoint.size());
    return new Receipt(entry, index, proof, note);
  }

  /// The proof that the tree of a smaller size is a prefix of this one.
  public List<Hash> consistency(long from) {
    return new Proofs(this).consistency(from, checkpoint.size());
  }
}
