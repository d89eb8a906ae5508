package io.sextant.atlas;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A way to reach a tactic's goal; a sub-technique when `parent` is present.
///
/// `tactics` are the effective ones: a sub-technique has its parent's, whether the file repeats
/// them or not. `name` is the file's; the short half for a sub-technique (`Direct`). `fullName` is
/// `LLM Prompt Injection: Direct`. `maturity` and `platforms` are absent in releases that do not
/// state them.
public record Technique(
    TechniqueId id,
    String name,
    String fullName,
    String summary,
    String description,
    Optional<TechniqueId> parent,
    List<TacticId> tactics,
    Optional<Maturity> maturity,
    Set<String> platforms,
    Optional<AttackReference> attackReference) {

  public Technique {
    tactics = List.copyOf(tactics);
    platforms = Set.copyOf(platforms);
  }

  /// How well attested a technique is.
  public enum Maturity {
    /// Shown in research.
    FEASIBLE,
    /// Shown against a realistic system by a red team.
    DEMONSTRATED,
    /// Used by a threat actor in the wild.
    REALIZED
  }
}
