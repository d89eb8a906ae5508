package io.sextant.inspect.privacy;

/// Keccak-256 with the padding that Ethereum uses, which is older than SHA-3's.
final class Keccak {
  private static final int RATE = 136;
  private static final int[] ROTATIONS = {
    1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44
  };
  private static final int[] LANES = {
    10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1
  };

  private Keccak() {}

  /// @param message shorter than one block of 136 bytes
  static byte[] hash256(byte[] message) {
    byte[] block = java.util.Arrays.copyOf(message, RATE);
    block[message.length] ^= 1;
    block[RATE - 1] ^= (byte) 0x80;
    long[] state = new long[25];
    for (int i = 0; i < RATE; i++) {
      state[i / 8] ^= (block[i] & 0xffL) << (8 * (i % 8));
    }
    permute(state);
    byte[] hash = new byte[32];
    for (int i = 0; i < hash.length; i++) {
      hash[i] = (byte) (state[i / 8] >>> (8 * (i % 8)));
    }
    return hash;
  }

  private static void permute(long[] a) {
    int register = 1;
    for (int round = 0; round < 24; round++) {
      theta(a);
      long last = a[1];
      for (int i = 0; i < 24; i++) {
        long moved = a[LANES[i]];
        a[LANES[i]] = Long.rotateLeft(last, ROTATIONS[i]);
        last = moved;
      }
      chi(a);
      for (int bit = 0; bit < 7; bit++) {
        if ((register & 1) != 0) {
          a[0] ^= 1L << ((1 << bit) - 1);
        }
        register = (register << 1) ^ ((register >> 7) * 0x171);
      }
    }
  }

  private static void theta(long[] a) {
    long[] column = new long[5];
    for (int x = 0; x < 5; x++) {
      column[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
    }
    for (int x = 0; x < 5; x++) {
      long mix = column[(x + 4) % 5] ^ Long.rotateLeft(column[(x + 1) % 5], 1);
      for (int y = 0; y < 25; y += 5) {
        a[x + y] ^= mix;
      }
    }
  }

  private static void chi(long[] a) {
    for (int y = 0; y < 25; y += 5) {
      long[] row = java.util.Arrays.copyOfRange(a, y, y + 5);
      for (int x = 0; x < 5; x++) {
        a[x + y] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
      }
    }
  }
}
