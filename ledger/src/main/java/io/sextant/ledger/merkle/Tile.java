package io.sextant.ledger.merkle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The place of a tile, or of a bundle of entries, in a log, as C2SP tlog-tiles names it.
///
/// @param level 0 for leaf hashes; [#ENTRIES] for a bundle of entries
/// @param index of the tile in its level
/// @param width hashes or entries in it, 1 to [#WIDTH]; fewer than that is a partial tile
public record Tile(int level, long index, int width) {
  /// Hashes in a full tile.
  public static final int WIDTH = 256;

  /// Levels of the tree that a tile spans.
  public static final int HEIGHT = 8;

  /// The level that stands for bundles of entries.
  public static final int ENTRIES = -1;

  private static final int DIGITS = 1_000;

  public Tile {
    if (level < ENTRIES || level > 63 || index < 0 || width < 1 || width > WIDTH) {
      throw new IllegalArgumentException(
          "no tile: level " + level + ", index " + index + ", width " + width);
    }
  }

  /// The tile of a level that a tree of a size has at an index.
  public static Tile in(long treeSize, int level, long index) {
    long hashes = treeSize >> (Math.max(level, 0) * HEIGHT);
    return new Tile(level, index, (int) Math.min(WIDTH, hashes - index * WIDTH));
  }

  /// The partial tiles of a tree of this size, the bundle of entries first.
  public static List<Tile> partial(long treeSize) {
    List<Tile> tiles = new ArrayList<>();
    if (treeSize % WIDTH != 0) {
      tiles.add(in(treeSize, ENTRIES, treeSize / WIDTH));
    }
    long hashes = treeSize;
    for (int level = 0; hashes > 0; level++, hashes /= WIDTH) {
      if (hashes % WIDTH != 0) {
        tiles.add(in(treeSize, level, hashes / WIDTH));
      }
    }
    return tiles;
  }

  public boolean full() {
    return width == WIDTH;
  }

  /// The same tile with all its places taken.
  public Tile whole() {
    return new Tile(level, index, WIDTH);
  }

  /// Bytes of the tile, when it holds hashes.
  public int bytes() {
    return width * Hash.BYTES;
  }

  /// One more than the last leaf that the full tile spans; [Long#MAX_VALUE] when that is no number.
  public long endIndex() {
    int shift = (Math.max(level, 0) + 1) * HEIGHT;
    return shift >= Long.SIZE - 1 || index + 1 > Long.MAX_VALUE >> shift
        ? Long.MAX_VALUE
        : (index + 1) << shift;
  }

  /// For example `tile/0/x001/x234/067` or `tile/entries/000.p/12`.
  public String path() {
    StringBuilder path = new StringBuilder(threeDigits(index % DIGITS));
    for (long rest = index / DIGITS; rest > 0; rest /= DIGITS) {
      path.insert(0, "x" + threeDigits(rest % DIGITS) + "/");
    }
    path.insert(0, "tile/" + (level == ENTRIES ? "entries" : level) + "/");
    return full() ? path.toString() : path.append(".p/").append(width).toString();
  }

  private static String threeDigits(long number) {
    return String.format(Locale.ROOT, "%03d", number);
  }
}
