package io.sextant.core.crosswalk;

import io.sextant.core.control.RequirementRef;

/// What one source says of two things. ATLAS is the framework `atlas`.
///
/// @param source who says so, in which edition, on which day
/// @param by through what, when the source itself went another way, such as a technique of ATT&CK
public record Edge(
    RequirementRef from,
    RequirementRef to,
    Relation relation,
    Confidence confidence,
    Source source,
    String by) {

  /// Where edges come from.
  ///
  /// @param basis `published`, `judged` (our own reading) or `derived` (computed, nobody published
  ///   it)
  public record Source(String title, String edition, String date, String terms, String basis) {}

  /// The same seen from the other end.
  Edge reversed() {
    return new Edge(to, from, relation.reversed(), confidence, source, by);
  }
}
