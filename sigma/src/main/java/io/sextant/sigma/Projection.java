package io.sextant.sigma;

import java.nio.charset.StandardCharsets;

/// Texts as bytes to search in: one byte for each UTF-16 unit.
///
/// A unit that folds to ASCII becomes that character; any other shares a byte above with some more.
/// A text in ASCII is therefore found exactly where it stands, whatever is around it; one with
/// other characters may seem to be found where it is not.
final class Projection {
  private static final int OTHER = 0x80;
  private static final byte[] FOLDED = new byte[256];

  static {
    for (int i = 0; i < FOLDED.length; i++) {
      FOLDED[i] = i < OTHER ? (byte) CaseFold.fold((char) i) : (byte) i;
    }
  }

  private Projection() {}

  /// Whether a text is all ASCII, so that its UTF-8 is what to search in. Half of a surrogate pair
  /// is encoded as one byte too, as a question mark.
  static boolean isAscii(String text, byte[] utf8) {
    return utf8.length == text.length()
        && text.equals(new String(utf8, StandardCharsets.ISO_8859_1));
  }

  /// Writes the bytes of a text to the start of an array that has room.
  static void of(String text, byte[] into) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      into[i] = c < OTHER ? (byte) c : other(CaseFold.fold(c));
    }
  }

  private static byte other(char folded) {
    return folded < OTHER ? (byte) folded : (byte) (OTHER | (folded & 0x7f));
  }

  /// The folded bytes of a text.
  static byte[] folded(String text) {
    byte[] bytes = new byte[text.length()];
    of(text, bytes);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = fold(bytes[i]);
    }
    return bytes;
  }

  /// A byte without regard to case.
  static byte fold(byte b) {
    return FOLDED[b & 0xff];
  }

  /// Whether a folded text is found exactly where its bytes are.
  static boolean isExact(String folded) {
    return folded.chars().allMatch(c -> c < OTHER);
  }
}
