package io.sextant.ledger.merkle;

import java.util.ArrayList;
import java.util.List;

/// Makes and checks the proofs of RFC 6962, sections 2.1.1 and 2.1.2.
public final class Proofs {
  private final HashSource source;
  private final TreeHasher hasher = new TreeHasher();

  public Proofs(HashSource source) {
    this.source = source;
  }

  /// The proof that a leaf stands at an index of a tree, from the leaf's sibling upwards.
  public List<Hash> inclusion(long index, long size) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("no leaf " + index + " in a tree of " + size);
    }
    List<Hash> path = new ArrayList<>();
    long low = 0;
    long high = size;
    while (high - low > 1) {
      long middle = low + split(high - low);
      if (index < middle) {
        path.addFirst(range(middle, high));
        high = middle;
      } else {
        path.addFirst(range(low, middle));
        low = middle;
      }
    }
    return path;
  }

  /// The proof that the tree of one size is a prefix of the tree of another.
  public List<Hash> consistency(long from, long to) {
    if (from < 0 || from > to) {
      throw new IllegalArgumentException("no proof from " + from + " to " + to);
    }
    List<Hash> path = new ArrayList<>();
    if (from == 0 || from == to) {
      return path;
    }
    long low = 0;
    long high = to;
    boolean whole = true;
    while (from != high) {
      long middle = low + split(high - low);
      if (from <= middle) {
        path.addFirst(range(middle, high));
        high = middle;
      } else {
        path.addFirst(range(low, middle));
        low = middle;
        whole = false;
      }
    }
    if (!whole) {
      path.addFirst(range(low, high));
    }
    return path;
  }

  /// The root over the leaves from `low` up to `high`; `low` must be where a subtree of that width
  /// can begin.
  public Hash range(long low, long high) {
    long width = high - low;
    if (Long.bitCount(width) == 1) {
      int level = Long.numberOfTrailingZeros(width);
      return source.node(level, low >> level);
    }
    long middle = low + split(width);
    return hasher.node(range(low, middle), range(middle, high));
  }

  /// The root of the tree of a size.
  public Hash root(long size) {
    return size == 0 ? hasher.empty() : range(0, size);
  }

  /// The largest power of two below a width of at least two.
  private static long split(long width) {
    return Long.highestOneBit(width - 1);
  }

  /// Whether the proof shows that the leaf stands at the index of the tree with this root.
  public static boolean includes(Hash leaf, long index, long size, List<Hash> proof, Hash root) {
    if (index < 0 || index >= size) {
      return false;
    }
    TreeHasher hasher = new TreeHasher();
    long node = index;
    long last = size - 1;
    Hash hash = leaf;
    for (Hash sibling : proof) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        hash = hasher.node(sibling, hash);
        while ((node & 1) == 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        hash = hasher.node(hash, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && hash.equals(root);
  }

  /// Whether the proof shows that the tree with the first root is a prefix of the one with the
  /// second.
  public static boolean grows(long from, Hash fromRoot, long to, Hash toRoot, List<Hash> proof) {
    if (from < 0 || from > to) {
      return false;
    }
    if (from == to) {
      return proof.isEmpty() && fromRoot.equals(toRoot);
    }
    TreeHasher hasher = new TreeHasher();
    if (from == 0) {
      return proof.isEmpty() && fromRoot.equals(hasher.empty());
    }
    if (proof.isEmpty()) {
      return false;
    }
    long node = from - 1;
    long last = to - 1;
    while ((node & 1) == 1) {
      node >>= 1;
      last >>= 1;
    }
    boolean perfect = Long.bitCount(from) == 1;
    Hash first = perfect ? fromRoot : proof.getFirst();
    Hash second = first;
    for (Hash hash : proof.subList(perfect ? 0 : 1, proof.size())) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        first = hasher.node(hash, first);
        second = hasher.node(hash, second);
        while (node != 0 && (node & 1) == 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        second = hasher.node(second, hash);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && first.equals(fromRoot) && second.equals(toRoot);
  }
}
