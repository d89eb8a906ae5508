package io.sextant.atlas;

import java.util.List;

/// Anything that ATLAS gives an id to.
public sealed interface AtlasObject permits Tactic, Technique, Mitigation, CaseStudy {
  AtlasId id();

  /// The name as the release writes it; the short half for a sub-technique.
  String name();

  /// Sextant's own sentence about the object; empty when it has none.
  String summary();

  /// MITRE's text; empty in the built-in catalogue.
  String description();

  Dates dates();

  List<Reference> references();

  Kind kind();

  /// The name to show and to match by: `LLM Prompt Injection: Direct` for a sub-technique.
  default String fullName() {
    return name();
  }

  /// What sort of object it is, with the words a person reads.
  enum Kind {
    TACTIC("tactic"),
    TECHNIQUE("technique"),
    SUB_TECHNIQUE("sub-technique"),
    MITIGATION("mitigation"),
    CASE_STUDY("case study");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }
}
