package io.sextant.ledger.merkle;

import io.sextant.ledger.LedgerException;
import io.sextant.ledger.LedgerException.Reason;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// A SHA-256 hash. Immutable.
public final class Hash {
  public static final int BYTES = 32;

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /// A hash over bytes that nobody else keeps.
  static Hash owning(byte[] bytes) {
    return new Hash(bytes);
  }

  public static Hash of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new LedgerException(
          Reason.MALFORMED, "a hash has " + BYTES + " bytes, found " + bytes.length);
    }
    return new Hash(bytes.clone());
  }

  /// The hash that stands at an offset, for example in a tile.
  public static Hash at(byte[] bytes, int offset) {
    return new Hash(Arrays.copyOfRange(bytes, offset, offset + BYTES));
  }

  /// @throws LedgerException MALFORMED when the text is not the base64 of 32 bytes
  public static Hash ofBase64(String text) {
    try {
      Hash hash = of(Base64.getDecoder().decode(text));
      if (!hash.base64().equals(text)) {
        throw new LedgerException(Reason.MALFORMED, "not the one base64 form of a hash: " + text);
      }
      return hash;
    } catch (IllegalArgumentException e) {
      throw new LedgerException(Reason.MALFORMED, "not base64: " + e.getMessage(), e);
    }
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /// Copies the hash into a larger array.
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, BYTES);
  }

  /// Whether the bytes at an offset are this hash.
  public boolean stands(byte[] in, int offset) {
    return Arrays.equals(bytes, 0, BYTES, in, offset, offset + BYTES);
  }

  byte[] shared() {
    return bytes;
  }

  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return base64();
  }
}
