package io.sextant.atlas;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What one organisation adds to ATLAS: techniques and mitigations of its own, other names, hidden
/// entries, notes and mappings. It changes no release; [OverlayMerge] shows both together.
///
/// @param file where it was read
/// @param organisation whose it is; its identity in STIX is made from this name
/// @param segment stands in the ids of its own objects: `AML.BANK.T0001`
public record Overlay(
    String file,
    String organisation,
    String segment,
    List<OwnTechnique> techniques,
    List<OwnMitigation> mitigations,
    List<Statement> renamed,
    List<Statement> hidden,
    List<Statement> notes,
    List<OwnMapping> mappings) {
  public Overlay {
    techniques = List.copyOf(techniques);
    mitigations = List.copyOf(mitigations);
    renamed = List.copyOf(renamed);
    hidden = List.copyOf(hidden);
    notes = List.copyOf(notes);
    mappings = List.copyOf(mappings);
  }

  /// Where something stands in the file, from 1.
  public record Place(int line, int column) {}

  /// An id of something else, and where it is named.
  public record Ref<I extends AtlasId>(I id, Place at) {}

  public record OwnTechnique(
      Ref<TechniqueId> id,
      String name,
      String summary,
      String description,
      Optional<Ref<TechniqueId>> parent,
      List<Ref<TacticId>> tactics,
      Optional<Technique.Maturity> maturity,
      Set<String> platforms,
      List<Reference> references) {
    public OwnTechnique {
      tactics = List.copyOf(tactics);
      references = List.copyOf(references);
    }
  }

  public record OwnMitigation(
      Ref<MitigationId> id,
      String name,
      String summary,
      String description,
      List<String> categories,
      List<Mitigated> mitigates,
      List<Reference> references) {
    public OwnMitigation {
      categories = List.copyOf(categories);
      mitigates = List.copyOf(mitigates);
      references = List.copyOf(references);
    }
  }

  /// A technique that a mitigation acts on, and how.
  public record Mitigated(Ref<TechniqueId> technique, String text) {}

  /// A name, a reason or a note for an object.
  public record Statement(Ref<AtlasId> object, String text) {}

  /// What an object is called in another catalogue.
  public record OwnMapping(Ref<AtlasId> object, String to, String title, String url) {}
}
