package io.sextant.atlas;

import java.util.List;
import java.util.Optional;

/// An adversary's goal: one column of the matrix. `summary` is Sextant's sentence, `description`
/// MITRE's text (empty in the catalogue).
public record Tactic(
    TacticId id,
    String name,
    String summary,
    String description,
    Optional<AttackReference> attackReference,
    Dates dates,
    List<Reference> references)
    implements AtlasObject {

  public Tactic {
    references = List.copyOf(references);
  }

  /// The same with Sextant's sentence about it.
  Tactic withSummary(String newSummary) {
    return with(name, newSummary);
  }

  /// The same under another name.
  Tactic named(String newName) {
    return with(newName, summary);
  }

  private Tactic with(String newName, String newSummary) {
    return new Tactic(id, newName, newSummary, description, attackReference, dates, references);
  }

  @Override
  public Kind kind() {
    return Kind.TACTIC;
  }
}
