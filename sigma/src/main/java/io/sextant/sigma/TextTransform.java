package io.sextant.sigma;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// What the encoding modifiers do to a pattern.
///
/// A pattern that went through a UTF-16 modifier stands for bytes: each of its characters is one
/// byte (ISO 8859-1), so that a Base64 modifier after it encodes exactly these.
record TextTransform(SigmaString pattern, boolean bytes) {
  /// Variants up to which alternatives within an encoded text are written out.
  private static final int MAX_VARIANTS = 625;

  /// Characters that they may have together.
  private static final int MAX_CHARACTERS = 1 << 20;

  private static final int[] SKIPPED_AT_START = {0, 2, 3};
  private static final int[] SKIPPED_AT_END = {0, 3, 2};

  /// Encodes the plain pieces in UTF-16.
  TextTransform utf16(Charset charset, boolean byteOrderMark) {
    SigmaString encoded =
        pattern.mapPlain(text -> new String(text.getBytes(charset), StandardCharsets.ISO_8859_1));
    if (byteOrderMark) {
      List<SigmaString.Part> marked = new ArrayList<>(encoded.parts());
      marked.addFirst(new SigmaString.Plain("\u00FF\u00FE"));
      encoded = new SigmaString(marked);
    }
    return new TextTransform(encoded, true);
  }

  /// The Base64 texts of the pattern; empty when there would be too many. Must have no wildcards.
  List<TextTransform> base64() {
    return spelledOut().stream()
        .map(bytes -> Base64.getEncoder().encodeToString(bytes))
        .map(text -> new TextTransform(SigmaString.plain(text), false))
        .toList();
  }

  /// The three texts of which one occurs wherever the pattern stands inside a longer Base64 text.
  List<TextTransform> base64Offset() {
    List<TextTransform> variants = new ArrayList<>();
    for (byte[] bytes : spelledOut()) {
      for (int offset = 0; offset < SKIPPED_AT_START.length; offset++) {
        byte[] shifted = new byte[offset + bytes.length];
        System.arraycopy(bytes, 0, shifted, offset, bytes.length);
        String text = Base64.getEncoder().encodeToString(shifted);
        int end = text.length() - SKIPPED_AT_END[shifted.length % 3];
        String middle = text.substring(Math.min(SKIPPED_AT_START[offset], end), end);
        variants.add(new TextTransform(SigmaString.plain(middle), false));
      }
    }
    return variants;
  }

  private List<byte[]> spelledOut() {
    Charset charset = bytes ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    int limit = Math.max(1, Math.min(MAX_VARIANTS, MAX_CHARACTERS / (pattern.length() + 1)));
    return pattern.spelledOut(limit).stream().map(text -> text.getBytes(charset)).toList();
  }
}
