package io.sextant.ledger.log;

import io.sextant.ledger.LedgerException;
import io.sextant.ledger.LedgerException.Reason;
import io.sextant.ledger.merkle.Tile;
import java.util.Arrays;

/// The bytes of up to 256 entries, each after its length in two bytes.
public final class EntryBundle {
  /// Longest entry, in bytes: its length is written in 16 bits.
  public static final int MAX_ENTRY = 0xffff;

  static final int LENGTH_BYTES = 2;

  /// Longest bundle, in bytes.
  public static final int MAX_BYTES = Tile.WIDTH * (LENGTH_BYTES + MAX_ENTRY);

  private final byte[] bytes;
  private final int[] starts;

  private EntryBundle(byte[] bytes, int[] starts) {
    this.bytes = bytes;
    this.starts = starts;
  }

  /// @param count entries that must be there, and nothing after them
  /// @throws LedgerException MALFORMED when the bytes are something else
  public static EntryBundle parse(byte[] bytes, int count) {
    EntryBundle bundle = prefix(bytes, count);
    if (bundle.count() < count) {
      throw new LedgerException(
          Reason.MALFORMED,
          "the bundle ends after " + bundle.count() + " of " + count + " entries");
    }
    int rest = bytes.length - bundle.starts[count];
    if (rest != 0) {
      throw new LedgerException(
          Reason.MALFORMED, rest + " bytes stand after the last entry of the bundle");
    }
    return bundle;
  }

  /// As many whole entries as there are, at most `count`, whatever stands after them.
  public static EntryBundle prefix(byte[] bytes, int count) {
    int[] starts = new int[count + 1];
    int at = 0;
    for (int i = 0; i < count; i++) {
      starts[i] = at;
      if (at + LENGTH_BYTES > bytes.length) {
        return new EntryBundle(bytes, Arrays.copyOf(starts, i + 1));
      }
      at += LENGTH_BYTES + ((bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff));
      if (at > bytes.length) {
        return new EntryBundle(bytes, Arrays.copyOf(starts, i + 1));
      }
    }
    starts[count] = at;
    return new EntryBundle(bytes, starts);
  }

  public int count() {
    return starts.length - 1;
  }

  /// Where the entry's bytes begin in [#bytes].
  public int offset(int entry) {
    return starts[entry] + LENGTH_BYTES;
  }

  public int length(int entry) {
    return starts[entry + 1] - starts[entry] - LENGTH_BYTES;
  }

  public byte[] entry(int entry) {
    return Arrays.copyOfRange(bytes, offset(entry), starts[entry + 1]);
  }

  /// The whole bundle; not to be changed.
  public byte[] bytes() {
    return bytes;
  }
}
