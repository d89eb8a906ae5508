package io.sextant.ledger.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/// A group of entries as the journal holds it: a mark, the first index, how many entries, how many
/// bytes, a checksum over all of it, then each entry after its length in two bytes.
final class JournalFrame {
  /// Eight bytes that are unlikely in text, so that frames can be found after damage.
  private static final long MARK = 0xF5_53_58_4A_52_4E_4C_01L;

  private static final int INDEX_AT = Long.BYTES;
  private static final int COUNT_AT = INDEX_AT + Long.BYTES;
  private static final int BYTES_AT = COUNT_AT + Integer.BYTES;
  private static final int SUM_AT = BYTES_AT + Integer.BYTES;
  private static final int HEADER = SUM_AT + Integer.BYTES;

  private JournalFrame() {}

  static ByteBuffer of(long firstIndex, List<byte[]> entries) {
    int bytes = 0;
    for (byte[] entry : entries) {
      bytes += EntryBundle.LENGTH_BYTES + entry.length;
    }
    ByteBuffer frame = ByteBuffer.allocate(HEADER + bytes);
    frame.putLong(MARK).putLong(firstIndex).putInt(entries.size()).putInt(bytes).putInt(0);
    for (byte[] entry : entries) {
      frame.putShort((short) entry.length).put(entry);
    }
    frame.putInt(SUM_AT, sum(frame.array(), 0, bytes));
    return frame.flip();
  }

  /// Whether an undamaged frame stands at an offset and begins with the given index.
  static boolean whole(byte[] file, int at, long firstIndex) {
    return sound(file, at) && ByteBuffer.wrap(file).getLong(at + INDEX_AT) == firstIndex;
  }

  private static boolean sound(byte[] file, int at) {
    if (file.length - at < HEADER) {
      return false;
    }
    ByteBuffer buffer = ByteBuffer.wrap(file);
    int bytes = buffer.getInt(at + BYTES_AT);
    return buffer.getLong(at) == MARK
        && bytes >= 0
        && bytes <= file.length - at - HEADER
        && buffer.getInt(at + SUM_AT) == sum(file, at, bytes);
  }

  /// Whether an undamaged frame of a later index stands anywhere from an offset on.
  static boolean anyAfter(byte[] file, int from, long index) {
    for (int at = from; at <= file.length - HEADER; at++) {
      if (file[at] == (byte) (MARK >>> 56)
          && sound(file, at)
          && ByteBuffer.wrap(file).getLong(at + INDEX_AT) > index) {
        return true;
      }
    }
    return false;
  }

  private static int sum(byte[] file, int at, int bytes) {
    CRC32C sum = new CRC32C();
    sum.update(file, at, SUM_AT);
    sum.update(file, at + HEADER, bytes);
    return (int) sum.getValue();
  }

  static int length(byte[] file, int at) {
    return HEADER + ByteBuffer.wrap(file).getInt(at + BYTES_AT);
  }

  static List<byte[]> entries(byte[] file, int at) {
    ByteBuffer buffer = ByteBuffer.wrap(file);
    int count = buffer.getInt(at + COUNT_AT);
    List<byte[]> entries = new ArrayList<>(count);
    int offset = at + HEADER;
    for (int i = 0; i < count; i++) {
      int length = Short.toUnsignedInt(buffer.getShort(offset));
      offset += EntryBundle.LENGTH_BYTES;
      entries.add(Arrays.copyOfRange(file, offset, offset + length));
      offset += length;
    }
    return entries;
  }
}
