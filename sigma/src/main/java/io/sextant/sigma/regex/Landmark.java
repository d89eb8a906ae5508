package io.sextant.sigma.regex;

import java.util.List;

/// Texts of which one, whatever the case of letters, stands in everything that an expression
/// matches, and where.
///
/// @param before from the start of the match to the start of the text
/// @param gap from the start of the text of the landmark before this one, when there is one
/// @param after from the end of the text to the end of the match
public record Landmark(List<String> texts, Span before, Span gap, Span after) {
  static Landmark of(List<String> texts) {
    return new Landmark(texts, Span.ZERO, Span.ZERO, Span.ZERO);
  }

  Landmark within(Span ahead, Span behind) {
    return new Landmark(texts, ahead.plus(before), gap, after.plus(behind));
  }

  Landmark following(Span distance) {
    return new Landmark(texts, before, distance, after);
  }

  /// How long its texts are.
  Span length() {
    int min = texts.stream().mapToInt(String::length).min().orElse(0);
    int max = texts.stream().mapToInt(String::length).max().orElse(0);
    return new Span(min, max, 0, 0);
  }

  /// More for one that tells more.
  public double worth() {
    return length().min() - texts.size() / 32.0;
  }
}
