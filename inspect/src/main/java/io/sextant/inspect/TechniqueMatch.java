package io.sextant.inspect;

/// An ATLAS technique that a text shows.
///
/// @param id the technique's id, such as `AML.T0051.000`
/// @param confidence 0 … 1
public record TechniqueMatch(String id, double confidence) {
  public TechniqueMatch {
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("a confidence of " + confidence);
    }
  }
}
