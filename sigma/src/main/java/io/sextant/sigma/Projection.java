package io.sextant.sigma;

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

  /// Writes the bytes of a text to the start of an array that has room.
  ///
  /// @return whether all of it is ASCII, so that the bytes are the text
  static boolean of(String text, byte[] into) {
    int all = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      all |= c;
      into[i] = c < OTHER ? (byte) c : other(CaseFold.fold(c));
    }
    return all < OTHER;
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
