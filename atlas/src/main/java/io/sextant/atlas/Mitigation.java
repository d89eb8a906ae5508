package io.sextant.atlas;

import java.util.List;
import java.util.Optional;

/// What a defender can do; `mitigates` are its edges to techniques, each technique once.
public record Mitigation(
    MitigationId id,
    String name,
    String summary,
    String description,
    List<String> categories,
    List<String> lifecyclePhases,
    Optional<AttackReference> attackReference,
    List<Mitigates> mitigates,
    Dates dates,
    List<Reference> references)
    implements AtlasObject {

  public Mitigation {
    categories = List.copyOf(categories);
    lifecyclePhases = List.copyOf(lifecyclePhases);
    mitigates = List.copyOf(mitigates);
    references = List.copyOf(references);
  }

  /// The same with Sextant's sentence about it.
  Mitigation withSummary(String newSummary) {
    return with(name, newSummary);
  }

  /// The same under another name.
  Mitigation named(String newName) {
    return with(newName, summary);
  }

  private Mitigation with(String newName, String newSummary) {
    return new Mitigation(
        id,
        newName,
        newSummary,
        description,
        categories,
        lifecyclePhases,
        attackReference,
        mitigates,
        dates,
        references);
  }

  @Override
  public Kind kind() {
    return Kind.MITIGATION;
  }

  /// One edge: how the mitigation acts on the technique (`description` is empty in the catalogue).
  public record Mitigates(TechniqueId technique, String description) {}
}
