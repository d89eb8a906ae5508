package io.sextant.sigma;

/// A text to be found, and the atom that is seen with it.
final class Literal {
  private final byte[] bytes;
  private final int atom;

  /// @param bytes folded, of a [Projection]
  Literal(byte[] bytes, int atom) {
    this.bytes = bytes;
    this.atom = atom;
  }

  byte[] bytes() {
    return bytes;
  }

  int atom() {
    return atom;
  }
}
