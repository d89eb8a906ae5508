package io.sextant.sigma;

/// A place in a file, counted from 1.
public record Place(int line, int column) {
  /// The file as a whole.
  public static final Place FILE = new Place(0, 0);

  /// A place further right on the same line.
  Place right(int columns) {
    return new Place(line, column + columns);
  }
}
