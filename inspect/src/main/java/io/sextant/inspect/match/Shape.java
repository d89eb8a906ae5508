package io.sextant.inspect.match;

import java.util.List;

/// The tree of a regular expression over [Symbols].
sealed interface Shape {
  /// One symbol out of a set.
  record One(Symbols symbols) implements Shape {}

  /// One after another; of nothing, the empty text.
  record Sequence(List<Shape> parts) implements Shape {
    public Sequence {
      parts = List.copyOf(parts);
    }
  }

  /// Any one of them.
  record Choice(List<Shape> options) implements Shape {
    public Choice {
      options = List.copyOf(options);
    }
  }

  /// `least` to `most` times; [#UNBOUNDED] means without end.
  record Repeat(Shape part, int least, int most) implements Shape {}

  int UNBOUNDED = -1;
}
