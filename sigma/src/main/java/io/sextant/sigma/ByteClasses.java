package io.sextant.sigma;

import java.util.List;

/// Puts bytes that need not be told apart into one class: letters of either case, and everything
/// that occurs in none of some texts, which is class 0.
final class ByteClasses {
  private final byte[] classOf = new byte[256];
  private final int count;

  /// @param texts folded bytes; at most 255 different ones, as capital letters are none
  ByteClasses(List<byte[]> texts) {
    int used = 1;
    for (byte[] text : texts) {
      for (byte b : text) {
        if (classOf[b & 0xff] == 0) {
          classOf[b & 0xff] = (byte) used++;
        }
      }
    }
    for (char c = 'A'; c <= 'Z'; c++) {
      classOf[c] = classOf[c + 32];
    }
    this.count = used;
  }

  /// How many classes there are.
  int count() {
    return count;
  }

  int of(byte b) {
    return classOf[b & 0xff] & 0xff;
  }

  byte[] table() {
    return classOf;
  }
}
