package io.sextant.atlas;

import java.util.Optional;

/// The id of any ATLAS object; its type says what it names.
public sealed interface AtlasId permits TacticId, TechniqueId, MitigationId, CaseStudyId {
  /// The id as ATLAS writes it: `AML.T0051.000`.
  String value();

  /// Whether the id is of a private range (`AML.BANK.T0001`), which no release of MITRE's takes.
  default boolean isOwn() {
    return IdText.hasSegment(value());
  }

  /// Reads an id written exactly as ATLAS writes it; empty when `text` is not one. For what a
  /// person typed there is [ReleaseIndex#lookup].
  static Optional<AtlasId> parse(String text) {
    return IdText.exact(text);
  }
}
