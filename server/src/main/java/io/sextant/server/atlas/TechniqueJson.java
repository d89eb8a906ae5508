package io.sextant.server.atlas;

import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.Technique;
import io.sextant.atlas.TechniqueId;
import io.sextant.server.detection.HeatJson;
import io.sextant.server.detection.RuleJson;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/// One technique with everything known about it, as the API writes it.
record TechniqueJson(
    String release,
    AtlasJson.Cell technique,
    String description,
    Optional<AtlasJson.AttackReference> attackReference,
    List<AtlasJson.Named> tactics,
    Optional<AtlasJson.Named> parent,
    List<AtlasJson.Named> subtechniques,
    List<AtlasJson.Mitigation> mitigations,
    List<AtlasJson.Study> caseStudies,
    List<RuleJson.Summary> rules,
    Optional<HeatJson> heat) {

  /// What detection knows of a technique.
  record Seen(List<RuleJson.Summary> rules, Optional<HeatJson> heat) {}

  static TechniqueJson of(
      Technique technique, ReleaseIndex index, ToIntFunction<TechniqueId> ruleCount, Seen seen) {
    return new TechniqueJson(
        index.release().id().tag(),
        AtlasJson.Cell.of(technique, index, ruleCount),
        Html.of(technique.description()),
        technique
            .attackReference()
            .map(reference -> new AtlasJson.AttackReference(reference.id(), reference.url())),
        technique.tactics().stream()
            .flatMap(id -> index.tactic(id).stream())
            .map(AtlasJson.Named::of)
            .toList(),
        technique.parent().flatMap(index::technique).map(AtlasJson.Named::of),
        index.subTechniques(technique.id()).stream().map(AtlasJson.Named::of).toList(),
        index.mitigations(technique.id()).stream().map(AtlasJson.Mitigation::of).toList(),
        index.caseStudies(technique.id()).stream().map(AtlasJson.Study::of).toList(),
        seen.rules(),
        seen.heat());
  }
}
