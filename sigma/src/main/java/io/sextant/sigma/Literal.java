package io.sextant.sigma;

/// A text to be found, and the atom that is seen with it.
final class Literal {
  static final int NO_PLACE = -1;

  private final byte[] bytes;
  private final int atom;
  private final int place;

  /// @param bytes folded, of a [Projection]
  /// @param place the number under which to keep where it is seen; [#NO_PLACE] for nowhere
  Literal(byte[] bytes, int atom, int place) {
    this.bytes = bytes;
    this.atom = atom;
    this.place = place;
  }

  byte[] bytes() {
    return bytes;
  }

  int atom() {
    return atom;
  }

  int place() {
    return place;
  }
}
