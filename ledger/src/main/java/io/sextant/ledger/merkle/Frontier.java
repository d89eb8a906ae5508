package io.sextant.ledger.merkle;

import java.util.ArrayList;
import java.util.List;

/// The right edge of a growing tree: all that is needed to add leaves and to know the root. Belongs
/// to one thread.
///
/// It holds the roots of the perfect subtrees that the size's binary digits name, the largest
/// first.
public final class Frontier {
  private final TreeHasher hasher = new TreeHasher();
  private final List<Hash> subtrees = new ArrayList<>();
  private final Completed completed;
  private long size;

  /// Told of every node that becomes final, at the levels that tiles hold.
  @FunctionalInterface
  public interface Completed {
    /// @param level of the tile that holds the hash
    void hash(int level, Hash hash);
  }

  public Frontier(Completed completed) {
    this.completed = completed;
  }

  /// The frontier of a tree that exists.
  public static Frontier at(long size, HashSource source, Completed completed) {
    Frontier frontier = new Frontier(completed);
    for (int level = Long.SIZE - 2; level >= 0; level--) {
      if ((size >> level & 1) == 1) {
        long index = (size >> level) - 1;
        frontier.subtrees.add(source.node(level, index));
      }
    }
    frontier.size = size;
    return frontier;
  }

  public void add(Hash leaf) {
    completed.hash(0, leaf);
    Hash node = leaf;
    int level = 0;
    for (long rest = size; (rest & 1) == 1; rest >>= 1) {
      node = hasher.node(subtrees.removeLast(), node);
      level++;
      if (level % Tile.HEIGHT == 0) {
        completed.hash(level / Tile.HEIGHT, node);
      }
    }
    subtrees.add(node);
    size++;
  }

  /// Adds a whole tile of leaves at once; the size must be a multiple of [Tile#WIDTH]. The leaves
  /// themselves are not reported, the nodes above them are.
  public void addTile(Hash root) {
    if (size % Tile.WIDTH != 0) {
      throw new IllegalStateException("a tile cannot begin at leaf " + size);
    }
    Hash node = root;
    int level = Tile.HEIGHT;
    completed.hash(1, node);
    for (long rest = size / Tile.WIDTH; (rest & 1) == 1; rest >>= 1) {
      node = hasher.node(subtrees.removeLast(), node);
      level++;
      if (level % Tile.HEIGHT == 0) {
        completed.hash(level / Tile.HEIGHT, node);
      }
    }
    subtrees.add(node);
    size += Tile.WIDTH;
  }

  public Hash root() {
    if (subtrees.isEmpty()) {
      return hasher.empty();
    }
    Hash root = subtrees.getLast();
    for (int i = subtrees.size() - 2; i >= 0; i--) {
      root = hasher.node(subtrees.get(i), root);
    }
    return root;
  }

  public long size() {
    return size;
  }
}
