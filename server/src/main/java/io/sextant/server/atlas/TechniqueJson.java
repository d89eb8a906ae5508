package io.sextant.server.atlas;

import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.Technique;
import io.sextant.atlas.detection.DetectionCatalogue;
import io.sextant.server.detection.DetectionView;
import io.sextant.server.detection.HeatJson;
import io.sextant.server.detection.RuleJson;
import java.util.List;
import java.util.Optional;

/// One technique with everything known about it, as the API writes it.
record TechniqueJson(
    String release,
    AtlasJson.Cell technique,
    String description,
    Optional<AtlasJson.AttackReference> attackReference,
    List<AtlasJson.Named> tactics,
    Optional<AtlasJson.Named> parent,
    List<Sub> subtechniques,
    List<AtlasJson.Mitigation> mitigations,
    List<AtlasJson.Study> caseStudies,
    Neighbours neighbours,
    List<RuleJson.Summary> rules,
    Optional<DetectionJson> detection,
    Optional<HeatJson> heat) {

  /// A sub-technique, with how many rules name it and what was seen of it.
  record Sub(String id, String name, String summary, int rules, Optional<HeatJson> heat) {
    static Sub of(Technique technique, DetectionView detection) {
      AtlasJson.Named named = AtlasJson.Named.of(technique);
      return new Sub(
          named.id(),
          named.name(),
          named.summary(),
          detection.rulesNaming(technique.id()),
          detection.heatOf(technique.id()));
    }
  }

  static TechniqueJson of(
      Technique technique,
      ReleaseIndex index,
      DetectionCatalogue catalogue,
      DetectionView detection) {
    return new TechniqueJson(
        index.release().id().tag(),
        AtlasJson.Cell.of(technique, index, detection::rulesNaming),
        ProsePages.of(index).html(technique.description(), technique),
        technique
            .attackReference()
            .map(reference -> new AtlasJson.AttackReference(reference.id(), reference.url())),
        technique.tactics().stream()
            .flatMap(id -> index.tactic(id).stream())
            .map(AtlasJson.Named::of)
            .toList(),
        technique.parent().flatMap(index::technique).map(AtlasJson.Named::of),
        index.subTechniques(technique.id()).stream().map(sub -> Sub.of(sub, detection)).toList(),
        index.mitigations(technique.id()).stream()
            .map(applied -> AtlasJson.Mitigation.of(applied, index))
            .toList(),
        index.caseStudies(technique.id()).stream().map(AtlasJson.Study::of).toList(),
        Neighbours.of(technique.id(), index),
        detection.rulesOf(technique.id()),
        catalogue.of(technique).map(DetectionJson::of),
        detection.heatOf(technique.id()));
  }
}
