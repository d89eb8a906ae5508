package io.sextant.inspect.match;

import java.util.Comparator;

/// Something that was recognised, at offsets of the text or stream that was given.
///
/// @param start the first unit (UTF-16 for texts, bytes for streams)
/// @param end the unit after the last
/// @param confidence from 0 to 1
/// @param why what speaks for it, in words a person can check
public record Finding(String kind, long start, long end, double confidence, String why) {
  /// By place; at one place the longest first.
  public static final Comparator<Finding> BY_PLACE =
      Comparator.comparingLong(Finding::start)
          .thenComparing(Comparator.comparingLong(Finding::end).reversed())
          .thenComparing(Finding::kind);
}
