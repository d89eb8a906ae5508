package io.sextant.sigma;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Eight bytes at a time, the first in the lowest bits.
final class ByteWord {
  /// A one in each byte; times a byte, that byte in each.
  static final long ONES = 0x0101010101010101L;

  /// The high bit of each byte.
  static final long HIGH = 0x8080808080808080L;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private ByteWord() {}

  static long at(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  static void put(long word, byte[] into, int at) {
    LONG.set(into, at, word);
  }

  /// Has the high bit of the first byte below a value, of bytes of ASCII; the [#HIGH] bits above it
  /// and all others mean nothing.
  ///
  /// @param value up to 0x80
  static long below(long word, int value) {
    return (word - ONES * value) & ~word;
  }

  /// Has the high bit of the first byte that is a character of ASCII; the [#HIGH] bits above it and
  /// all others mean nothing.
  static long equal(long word, char character) {
    return below(word ^ (ONES * character), 1);
  }
}
