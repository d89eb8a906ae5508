package io.sextant.sigma;

import java.util.Arrays;

/// The name of a field, taken apart at its dots.
///
/// `tails[i][j]` is the segments from i up to and including j joined by dots, so that no text is
/// built while an event is read.
final class FieldPath {
  /// Names with more dots are looked up as a flat key only.
  private static final int MAX_SEGMENTS = 12;

  private final String name;
  private final String[][] tails;

  FieldPath(String name) {
    this.name = name;
    String[] segments = name.split("\\.", -1);
    boolean nested =
        segments.length <= MAX_SEGMENTS && Arrays.stream(segments).noneMatch(String::isEmpty);
    this.tails = new String[nested ? segments.length : 1][];
    if (!nested) {
      tails[0] = new String[] {name};
      return;
    }
    for (int i = 0; i < segments.length; i++) {
      tails[i] = new String[segments.length];
      for (int j = i; j < segments.length; j++) {
        tails[i][j] = String.join(".", Arrays.asList(segments).subList(i, j + 1));
      }
    }
  }

  String name() {
    return name;
  }

  int length() {
    return tails.length;
  }

  /// The segments from `first` to `last`, both included, as a flat key.
  String key(int first, int last) {
    return tails[first][last];
  }
}
