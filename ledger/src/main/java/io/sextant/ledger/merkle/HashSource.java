package io.sextant.ledger.merkle;

/// Where the hashes of perfect subtrees come from.
@FunctionalInterface
public interface HashSource {
  /// The root over the leaves `index << level` up to `(index + 1) << level`.
  Hash node(int level, long index);
}
