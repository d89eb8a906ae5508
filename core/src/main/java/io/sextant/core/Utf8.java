package io.sextant.core;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Reads UTF-8 strictly.
public final class Utf8 {
  private static final char REPLACEMENT = '\uFFFD';

  private Utf8() {}

  /// The text that bytes are.
  ///
  /// What is not UTF-8 becomes U+FFFD at first, which texts seldom hold: only then it is worth
  /// asking what was there, by a way that takes several times as long.
  ///
  /// @param length how many of the bytes
  /// @throws CharacterCodingException when they are not UTF-8
  public static String text(byte[] bytes, int length) throws CharacterCodingException {
    String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
    return text.indexOf(REPLACEMENT) < 0
        ? text
        : StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
  }

  /// Near which character bytes are not UTF-8, from 1.
  public static int broken(byte[] bytes, int length) {
    return new String(bytes, 0, length, StandardCharsets.UTF_8).indexOf(REPLACEMENT) + 1;
  }
}
