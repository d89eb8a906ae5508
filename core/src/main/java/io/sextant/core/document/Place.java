package io.sextant.core.document;

/// A place in a file; line and column count from 1.
public record Place(int line, int column) {
  /// The file as a whole.
  public static final Place FILE = new Place(0, 0);
}
