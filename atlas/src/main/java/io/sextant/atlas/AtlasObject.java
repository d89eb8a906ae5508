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

  /// The address of its page at MITRE's site, empty for an object that is not MITRE's; nothing here
  /// opens it.
  default String page() {
    return id().isOwn() ? "" : "https://atlas.mitre.org/" + kind().section() + "/" + id().value();
  }

  /// What sort of object it is, with the words a person reads.
  enum Kind {
    TACTIC("tactic", "tactics"),
    TECHNIQUE("technique", "techniques"),
    SUB_TECHNIQUE("sub-technique", "techniques"),
    MITIGATION("mitigation", "mitigations"),
    CASE_STUDY("case study", "studies");

    private final String word;
    private final String section;

    Kind(String word, String section) {
      this.word = word;
      this.section = section;
    }

    /// The part of MITRE's site that holds such objects.
    String section() {
      return section;
    }

    public String word() {
      return word;
    }
  }
}
