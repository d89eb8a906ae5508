package io.sextant.sigma;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Keeps what correlations remember of a text short: of a long one the beginning and a hash, so
/// that different texts stay different.
final class LongText {
  /// Longest text kept as it is, in characters.
  static final int MAX_LENGTH = 256;

  private static final int KEPT = 128;

  private LongText() {}

  static String bounded(String text) {
    return text.length() <= MAX_LENGTH
        ? text
        : text.substring(0, KEPT)
            + "…#"
            + HexFormat.of().formatHex(sha256(text.getBytes(StandardCharsets.UTF_16BE)));
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
