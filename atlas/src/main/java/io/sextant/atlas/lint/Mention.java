package io.sextant.atlas.lint;

import io.sextant.atlas.AtlasId;
import java.util.Optional;

/// Something in a text that is meant as an ATLAS id.
///
/// @param start of the whole spelling, its prefix included
/// @param written as it stands in the text
/// @param id what it says when read kindly; empty when it cannot be one
/// @param spelling how it is written
record Mention(int start, int end, String written, Optional<AtlasId> id, Spelling spelling) {
  enum Spelling {
    /// As ATLAS writes it: `AML.T0051.000`.
    EXACT,
    /// As Sigma tags write it: `atlas.aml.t0051`.
    TAG,
    /// Understandable, but another prefix, separator or case: `ATLAS:T0051`, `AML/T0051/000`.
    LOOSE,
    /// A wrong number of digits, or a part too many.
    BROKEN
  }
}
