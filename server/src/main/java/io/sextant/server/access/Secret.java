package io.sextant.server.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/// 256 random bits that prove who somebody is. Its text never shows in logs: [#toString] masks it.
public final class Secret {
  /// How every secret begins, so that scanners recognise one that leaked.
  static final String PREFIX = "sxt_";

  private static final int BYTES = 32;
  private static final String CSRF_PURPOSE = "sextant csrf\n";

  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  static Secret draw(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new Secret(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  static Secret of(String text) {
    return new Secret(text);
  }

  /// The text to hand to its owner.
  public String reveal() {
    return text;
  }

  /// Under which a token is stored: SHA-256 in lower-case hex. The secret is random and long, so a
  /// slow hash would add nothing.
  String digest() {
    return HexFormat.of().formatHex(sha256(text));
  }

  /// A value only a page that could read this session's data knows.
  String csrf() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(CSRF_PURPOSE + text));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return PREFIX + "****";
  }
}
