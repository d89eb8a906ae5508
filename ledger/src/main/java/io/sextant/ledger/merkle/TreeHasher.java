package io.sextant.ledger.merkle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Hashes leaves and nodes as RFC 6962, section 2.1, says. Belongs to one thread.
public final class TreeHasher {
  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private final MessageDigest digest = sha256();

  /// A new SHA-256 digest, which every JDK has.
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }

  public Hash leaf(byte[] entry) {
    return leaf(entry, 0, entry.length);
  }

  /// The hash of the leaf whose entry stands in a larger array.
  public Hash leaf(byte[] bytes, int offset, int length) {
    digest.update(LEAF);
    digest.update(bytes, offset, length);
    return Hash.owning(digest.digest());
  }

  public Hash node(Hash left, Hash right) {
    digest.update(NODE);
    digest.update(left.shared());
    digest.update(right.shared());
    return Hash.owning(digest.digest());
  }

  /// The root of the tree without leaves.
  public Hash empty() {
    return Hash.owning(digest.digest());
  }

  /// The root over the hashes of a full tile, or over a power of two of them.
  ///
  /// @param hashes concatenated hashes
  /// @param offset of the first, in bytes
  /// @param count how many; a power of two
  public Hash perfect(byte[] hashes, int offset, int count) {
    if (count == 1) {
      return Hash.at(hashes, offset);
    }
    byte[] row = new byte[count / 2 * Hash.BYTES];
    byte[] from = hashes;
    int start = offset;
    for (int width = count / 2; width > 0; width /= 2) {
      for (int i = 0; i < width; i++) {
        digest.update(NODE);
        digest.update(from, start + i * 2 * Hash.BYTES, 2 * Hash.BYTES);
        digestInto(row, i * Hash.BYTES);
      }
      from = row;
      start = 0;
    }
    return Hash.at(row, 0);
  }

  private void digestInto(byte[] target, int offset) {
    try {
      digest.digest(target, offset, Hash.BYTES);
    } catch (java.security.DigestException e) {
      throw new IllegalStateException("no room for a hash", e);
    }
  }
}
