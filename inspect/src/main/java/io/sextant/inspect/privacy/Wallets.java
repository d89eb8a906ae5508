package io.sextant.inspect.privacy;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;

/// Check sums of the addresses of crypto wallets.
final class Wallets {
  private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final String BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final int[] BECH32_PARTS = {
    0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
  };
  private static final int BECH32M = 0x2bc830a3;

  private Wallets() {}

  /// 25 bytes whose last four are the double SHA-256 of the others.
  static boolean base58Check(String address) {
    BigInteger value = BigInteger.ZERO;
    for (int i = 0; i < address.length(); i++) {
      int digit = BASE58.indexOf(address.charAt(i));
      if (digit < 0) {
        return false;
      }
      value = value.multiply(BigInteger.valueOf(58)).add(BigInteger.valueOf(digit));
    }
    byte[] number = value.toByteArray();
    int skip = number[0] == 0 ? 1 : 0;
    int length = number.length - skip;
    if (length > 25) {
      return false;
    }
    byte[] bytes = new byte[25];
    System.arraycopy(number, skip, bytes, 25 - length, length);
    byte[] hash = sha256(sha256(Arrays.copyOf(bytes, 21)));
    return Arrays.equals(Arrays.copyOf(hash, 4), Arrays.copyOfRange(bytes, 21, 25));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// Bech32 or Bech32m, in one case.
  static boolean bech32(String address) {
    String lower = address.toLowerCase(Locale.ROOT);
    if (!lower.equals(address) && !address.toUpperCase(Locale.ROOT).equals(address)) {
      return false;
    }
    int separator = lower.lastIndexOf('1');
    int sum = 1;
    for (int i = 0; i < separator; i++) {
      sum = bech32Step(sum) ^ (lower.charAt(i) >> 5);
    }
    sum = bech32Step(sum);
    for (int i = 0; i < separator; i++) {
      sum = bech32Step(sum) ^ (lower.charAt(i) & 31);
    }
    for (int i = separator + 1; i < lower.length(); i++) {
      int value = BECH32.indexOf(lower.charAt(i));
      if (value < 0) {
        return false;
      }
      sum = bech32Step(sum) ^ value;
    }
    return sum == 1 || sum == BECH32M;
  }

  private static int bech32Step(int sum) {
    int top = sum >>> 25;
    int next = (sum & 0x1ffffff) << 5;
    for (int i = 0; i < 5; i++) {
      if (((top >> i) & 1) != 0) {
        next ^= BECH32_PARTS[i];
      }
    }
    return next;
  }

  /// EIP-55: the case of each letter follows the Keccak-256 of the small letters.
  static boolean ethereumCase(String address) {
    String hex = address.substring(2);
    String lower = hex.toLowerCase(Locale.ROOT);
    byte[] hash = Keccak.hash256(lower.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    for (int i = 0; i < hex.length(); i++) {
      int nibble = (hash[i / 2] >> (i % 2 == 0 ? 4 : 0)) & 15;
      char c = lower.charAt(i);
      char expected = nibble >= 8 ? Character.toUpperCase(c) : c;
      if (hex.charAt(i) != expected) {
        return false;
      }
    }
    return true;
  }
}
