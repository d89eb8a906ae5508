package io.sextant.ledger.log;

import io.sextant.ledger.merkle.Frontier;
import io.sextant.ledger.merkle.Hash;
import io.sextant.ledger.merkle.HashSource;
import io.sextant.ledger.merkle.Tile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Grows the tree and writes its tiles and bundles into the public folder. Belongs to one thread.
///
/// What is full is written as it fills; what is partial, for the size that a checkpoint is about to
/// name. Files that could not be written are tried again by the next [#flush].
final class TileWriter {
  private final Path folder;
  private final Frontier frontier;
  private final List<RightTile> rows = new ArrayList<>();
  private final List<byte[]> bundle = new ArrayList<>();
  private final Deque<Full> unwritten = new ArrayDeque<>();

  /// Written and not yet durable, the oldest first.
  private final Deque<Written> unsynced = new ArrayDeque<>();

  @SuppressWarnings("ArrayRecordComponent") // a queue's element, never compared
  private record Full(Tile tile, byte[] content) {}

  private record Written(Tile tile, Path file) {}

  /// The tile of a level that is not yet full.
  private static final class RightTile {
    final byte[] hashes = new byte[Tile.WIDTH * Hash.BYTES];
    int width;
    long index;
  }

  /// @param size of the tree to continue; a multiple of [Tile#WIDTH]
  TileWriter(Path folder, long size, HashSource existing) {
    this.folder = folder;
    this.frontier = Frontier.at(size, existing, this::completed);
    for (int level = 1; size >> (level * Tile.HEIGHT) > 0; level++) {
      long hashes = size >> (level * Tile.HEIGHT);
      RightTile row = row(level);
      row.index = hashes / Tile.WIDTH;
      row.width = (int) (hashes % Tile.WIDTH);
      for (int i = 0; i < row.width; i++) {
        existing
            .node(level * Tile.HEIGHT, row.index * Tile.WIDTH + i)
            .copyTo(row.hashes, i * Hash.BYTES);
      }
    }
    row(0).index = size / Tile.WIDTH;
  }

  private RightTile row(int level) {
    while (rows.size() <= level) {
      rows.add(new RightTile());
    }
    return rows.get(level);
  }

  long size() {
    return frontier.size();
  }

  Hash root() {
    return frontier.root();
  }

  /// Adds an entry; writes nothing yet.
  void add(byte[] entry, Hash leaf) {
    bundle.add(entry);
    if (bundle.size() == Tile.WIDTH) {
      unwritten.add(
          new Full(
              new Tile(Tile.ENTRIES, frontier.size() / Tile.WIDTH, Tile.WIDTH), bundleBytes()));
      bundle.clear();
    }
    frontier.add(leaf);
  }

  private void completed(int level, Hash hash) {
    RightTile row = row(level);
    hash.copyTo(row.hashes, row.width * Hash.BYTES);
    row.width++;
    if (row.width == Tile.WIDTH) {
      unwritten.add(new Full(new Tile(level, row.index, Tile.WIDTH), row.hashes.clone()));
      row.index++;
      row.width = 0;
    }
  }

  private byte[] bundleBytes() {
    int bytes = 0;
    for (byte[] entry : bundle) {
      bytes += EntryBundle.LENGTH_BYTES + entry.length;
    }
    java.nio.ByteBuffer buffer = java.nio.ByteBuffer.allocate(bytes);
    for (byte[] entry : bundle) {
      buffer.putShort((short) entry.length).put(entry);
    }
    return buffer.array();
  }

  /// Writes what is full.
  void flush() throws IOException {
    for (Full full = unwritten.peek(); full != null; full = unwritten.peek()) {
      Path file = folder.resolve(full.tile.path());
      write(full.tile, file, full.content);
      deletePartials(file);
      unwritten.remove();
    }
  }

  /// The full tile holds what its partial ones held.
  private static void deletePartials(Path file) throws IOException {
    Path partials = file.resolveSibling(file.getFileName() + ".p");
    if (Files.isDirectory(partials)) {
      try (Stream<Path> files = Files.list(partials)) {
        for (Path partial : files.toList()) {
          Files.deleteIfExists(partial);
        }
      }
      Files.deleteIfExists(partials);
    }
  }

  /// Writes the partial tiles of the present size.
  void writePartials() throws IOException {
    for (Tile tile : Tile.partial(frontier.size())) {
      byte[] content =
          tile.level() == Tile.ENTRIES
              ? bundleBytes()
              : Arrays.copyOf(row(tile.level()).hashes, tile.bytes());
      write(tile, folder.resolve(tile.path()), content);
    }
  }

  /// Entries and leaf hashes can be made again from the journal until they are durable; what stands
  /// above them is little, and must be there to begin in the middle of the tree.
  private void write(Tile tile, Path file, byte[] content) throws IOException {
    if (tile.level() > 0) {
      Files.createDirectories(DurableFiles.folder(file));
      DurableFiles.replace(file, content);
      return;
    }
    DurableFiles.replaceLazily(file, content);
    if (tile.full()) {
      unsynced.add(new Written(tile, file));
    }
  }

  /// Makes the full tiles that were written durable, the oldest first.
  ///
  /// @param most how many of them; each is forced to the disk by itself
  void sync(int most) throws IOException {
    List<Path> files = unsynced.stream().limit(most).map(Written::file).toList();
    DurableFiles.sync(files);
    files.forEach(_ -> unsynced.remove());
  }

  /// How many entries from the first on stand in durable tiles, a multiple of [Tile#WIDTH].
  long durable() {
    Optional<Tile> first =
        Stream.concat(unsynced.stream().map(Written::tile), unwritten.stream().map(Full::tile))
            .filter(tile -> tile.level() <= 0)
            .findFirst();
    return Tile.WIDTH * first.map(Tile::index).orElse(size() / Tile.WIDTH);
  }
}
