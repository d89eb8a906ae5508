package io.sextant.sigma;

/// Hashes texts in bytes by their length and their first, middle and last bytes, or by all.
final class KeyHash {
  private static final long MIX = 0x9E3779B97F4A7C15L;

  /// The bit in which letters of either case differ; other bytes that it makes the same do no harm.
  private static final long CASE = 0x2020202020202020L;

  private KeyHash() {}

  /// A hash of all bytes.
  static int whole(byte[] bytes, int from, int to) {
    long mixed = (long) to - from;
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      mixed = (mixed ^ ByteWord.at(bytes, at)) * MIX;
      mixed ^= mixed >>> 32;
    }
    for (; at < to; at++) {
      mixed = (mixed ^ bytes[at]) * MIX;
    }
    return (int) (((mixed ^ (mixed >>> 29)) * MIX) >>> 32);
  }

  /// A hash that tells letters of either case apart.
  static int of(byte[] bytes, int from, int to) {
    return of(bytes, from, to, 0);
  }

  /// A hash without regard to case.
  static int folded(byte[] bytes, int from, int to) {
    return of(bytes, from, to, CASE);
  }

  private static int of(byte[] bytes, int from, int to, long set) {
    int length = to - from;
    long head = 0;
    long middle = 0;
    long tail = 0;
    if (length >= Long.BYTES) {
      head = ByteWord.at(bytes, from) | set;
      tail = ByteWord.at(bytes, to - Long.BYTES) | set;
      middle = ByteWord.at(bytes, from + ((length - Long.BYTES) >> 1)) | set;
    } else {
      for (int i = from; i < to; i++) {
        head = (head << 8) | (bytes[i] & 0xff);
      }
      head |= set;
    }
    long mixed = (head ^ ((middle * 31 + tail) * MIX)) * MIX + length;
    mixed ^= mixed >>> 32;
    return (int) ((mixed * MIX) >>> 32);
  }
}
