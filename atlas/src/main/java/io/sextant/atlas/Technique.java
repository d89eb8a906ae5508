package io.sextant.atlas;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A way to reach a tactic's goal; a sub-technique when `parent` is present.
///
/// `tactics` are the effective ones: a sub-technique of a release that states none has its
/// parent's. `name` is the file's; the short half for a sub-technique (`Direct`). `fullName` is
/// `LLM Prompt Injection: Direct`. `maturity` and `platforms` are absent in releases that do not
/// state them; `platforms` keeps the order of the file.
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
    Optional<AttackReference> attackReference,
    Dates dates,
    List<Reference> references)
    implements AtlasObject {

  public Technique {
    tactics = List.copyOf(tactics);
    platforms = Collections.unmodifiableSet(new LinkedHashSet<>(platforms));
    references = List.copyOf(references);
  }

  /// The same with Sextant's sentence about it.
  Technique withSummary(String newSummary) {
    return with(name, fullName, newSummary);
  }

  /// The same under another name.
  Technique named(String newName, String newFullName) {
    return with(newName, newFullName, summary);
  }

  private Technique with(String newName, String newFullName, String newSummary) {
    return new Technique(
        id,
        newName,
        newFullName,
        newSummary,
        description,
        parent,
        tactics,
        maturity,
        platforms,
        attackReference,
        dates,
        references);
  }

  @Override
  public Kind kind() {
    return parent.isPresent() ? Kind.SUB_TECHNIQUE : Kind.TECHNIQUE;
  }

  /// How well attested a technique is.
  public enum Maturity {
    /// Shown in research.
    FEASIBLE,
    /// Shown against a realistic system by a red team.
    DEMONSTRATED,
    /// Used by a threat actor in the wild.
    REALIZED;

    /// The word that commands, files and pages use.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// Reads the word in any case; empty for a value this version does not know.
    public static Optional<Maturity> parse(String text) {
      for (Maturity maturity : values()) {
        if (maturity.name().equalsIgnoreCase(text)) {
          return Optional.of(maturity);
        }
      }
      return Optional.empty();
    }
  }
}
