package io.sextant.cli.atlas;

import io.sextant.atlas.AtlasObject;
import io.sextant.atlas.CaseStudy;
import io.sextant.atlas.Mitigation;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.Tactic;
import io.sextant.atlas.Technique;
import io.sextant.atlas.detection.DetectionCatalogue;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One object with all its edges as a JSON document.
final class ObjectDocument {
  private final ReleaseIndex index;

  ObjectDocument(ReleaseIndex index) {
    this.index = index;
  }

  ObjectNode of(AtlasObject object) {
    ObjectNode node = AtlasJson.item(object);
    node.put("release", index.release().id().tag());
    node.put("origin", index.release().origin().name().toLowerCase(Locale.ROOT));
    AtlasJson.details(object, node);
    switch (object) {
      case Tactic tactic -> node.set("techniques", AtlasJson.named(index.techniques(tactic.id())));
      case Technique technique -> technique(technique, node);
      case Mitigation mitigation -> mitigation(mitigation, node);
      case CaseStudy study -> caseStudy(study, node);
    }
    return node;
  }

  private void technique(Technique technique, ObjectNode node) {
    node.set(
        "tactics",
        AtlasJson.named(
            technique.tactics().stream().map(index::tactic).flatMap(Optional::stream).toList()));
    technique
        .parent()
        .flatMap(index::technique)
        .ifPresent(parent -> node.set("parent", AtlasJson.named(parent)));
    node.set("subtechniques", AtlasJson.named(index.subTechniques(technique.id())));
    DetectionCatalogue.load()
        .of(technique)
        .ifPresent(detection -> node.set("detection", AtlasJson.detection(detection)));
    ArrayNode mitigations = node.putArray("mitigations");
    for (ReleaseIndex.AppliedMitigation applied : index.mitigations(technique.id())) {
      mitigations.add(
          AtlasJson.named(applied.mitigation())
              .put("inherited", applied.inherited())
              .put("description", applied.description()));
    }
    ArrayNode studies = node.putArray("caseStudies");
    for (CaseStudy study : index.caseStudies(technique.id())) {
      ObjectNode entry = AtlasJson.named(study);
      study.type().ifPresent(type -> entry.put("type", type.word()));
      studies.add(entry.put("date", study.shownDate()));
    }
  }

  private void mitigation(Mitigation mitigation, ObjectNode node) {
    ArrayNode techniques = node.putArray("techniques");
    for (Mitigation.Mitigates edge : mitigation.mitigates()) {
      index
          .technique(edge.technique())
          .ifPresent(technique ->
              techniques.add(
                  AtlasJson.named(technique)
                      .put("fullName", technique.fullName())
                      .put("description", edge.description())));
    }
  }

  private void caseStudy(CaseStudy study, ObjectNode node) {
    study.granularity().ifPresent(granularity -> node.put("dateGranularity", granularity.word()));
    node.put("actor", study.actor());
    node.put("target", study.target());
    node.put("reporter", study.reporter());
    ArrayNode steps = node.putArray("steps");
    for (CaseStudy.Step step : study.procedure()) {
      ObjectNode entry = steps.addObject();
      entry.put("tactic", step.tactic().value());
      entry.put("tacticName", index.tactic(step.tactic()).map(Tactic::name).orElse(""));
      entry.put("technique", step.technique().value());
      entry.put(
          "techniqueName", index.technique(step.technique()).map(Technique::fullName).orElse(""));
      entry.put("description", step.description());
    }
  }
}
