package io.sextant.atlas.suggest;

import io.sextant.atlas.Technique;
import java.util.List;

/// A technique that a text may speak of.
///
/// @param score the chance that it is the one technique the text speaks of, as measured on case
///   studies that were not learned from; the scores of all techniques add up to 1
/// @param why the words of the text that speak most for it, in the text's order; empty when only
///   its frequency does
public record Suggestion(Technique technique, double score, List<Evidence> why) {
  public Suggestion {
    why = List.copyOf(why);
  }

  /// A piece of the text.
  public record Evidence(String words, int start, int end) {}

  /// How far a person may trust it.
  public enum Confidence {
    /// About four in five first suggestions so called were right.
    STRONG,
    /// About half of them were.
    FAIR,
    /// About a quarter of them were: look at it among others.
    WEAK
  }

  private static final double STRONG = 0.8;
  private static final double FAIR = 0.3;

  public Confidence confidence() {
    return score >= STRONG ? Confidence.STRONG : score >= FAIR ? Confidence.FAIR : Confidence.WEAK;
  }
}
