package io.sextant.atlas.compare;

import io.sextant.atlas.AtlasId;
import java.util.Locale;
import java.util.Optional;

/// One difference between two releases.
///
/// @param before empty where there was nothing, as `after` where there is nothing
/// @param successor of a removed object, where one is known
public record Change(
    Kind kind, AtlasId id, String name, String before, String after, Optional<AtlasId> successor) {

  /// What changed.
  public enum Kind {
    ADDED,
    REMOVED,
    /// The name says something else.
    RENAMED,
    /// The name differs in wording that ATLAS changed everywhere (`ML` became `AI`).
    REWORDED_NAME,
    /// The name differs in punctuation or case only.
    RESPELLED_NAME,
    TACTICS,
    PARENT,
    MATURITY_UP,
    MATURITY_DOWN,
    PLATFORMS,
    ATTACK_REFERENCE,
    /// The text says something else; `after` holds the share of words that stayed.
    TEXT,
    /// The text differs in mark-up, punctuation or case only.
    TEXT_FORM,
    MITIGATES_ADDED,
    MITIGATES_REMOVED,
    EMPLOYS_ADDED,
    EMPLOYS_REMOVED,
    /// The same techniques in another order or number of steps.
    PROCEDURE,
    TACTIC_ORDER;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
