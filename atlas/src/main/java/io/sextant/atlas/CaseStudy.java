package io.sextant.atlas;

import java.util.List;
import java.util.Optional;

/// A published incident or exercise; `procedure` stands in attack order.
public record CaseStudy(
    CaseStudyId id,
    String name,
    String summary,
    String description,
    Optional<Kind> kind,
    String date,
    String actor,
    String target,
    List<Step> procedure) {

  public CaseStudy {
    procedure = List.copyOf(procedure);
  }

  /// Whether it happened or was played.
  public enum Kind {
    INCIDENT,
    EXERCISE
  }

  /// One step of the attack; `description` is empty in the catalogue.
  public record Step(TacticId tactic, TechniqueId technique, String description) {}
}
