package io.sextant.atlas;

import java.util.List;

/// An object that a search found.
///
/// @param score higher is better; comparable within one search only
/// @param field where the words were found
/// @param fragment the piece of that field around the first match, on one line
/// @param marks the matched words in `fragment`
public record SearchHit(
    AtlasObject object, double score, Field field, String fragment, List<Mark> marks) {
  public SearchHit {
    marks = List.copyOf(marks);
  }

  /// What is searched, the most telling first.
  public enum Field {
    ID(12),
    NAME(8),
    /// What people call it besides: our list of words, and ATLAS's name where an organisation gave
    /// another.
    WORDS(4),
    SUMMARY(3),
    DESCRIPTION(1);

    private final double weight;

    Field(double weight) {
      this.weight = weight;
    }

    /// How much a word found here says about the object.
    double weight() {
      return weight;
    }
  }

  /// A matched word: characters `start` to `end` (exclusive) of a fragment.
  public record Mark(int start, int end) {}
}
