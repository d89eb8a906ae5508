package io.sextant.server.atlas;

import io.sextant.atlas.CaseStudy;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.Tactic;
import io.sextant.atlas.Technique;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Case studies as the API writes them.
final class CaseStudyJson {
  private CaseStudyJson() {}

  record Items(String release, List<Summary> items) {}

  /// @param kind `incident` or `exercise`; empty when the release does not say
  record Summary(
      String id,
      String name,
      String summary,
      String kind,
      String date,
      String actor,
      String target,
      int steps,
      List<String> tactics,
      List<String> techniques,
      String url) {
    static Summary of(CaseStudy study) {
      return new Summary(
          study.id().value(),
          study.name(),
          study.summary(),
          study.type().map(CaseStudy.Type::word).orElse(""),
          study.shownDate(),
          study.actor(),
          study.target(),
          study.procedure().size(),
          study.procedure().stream().map(step -> step.tactic().value()).distinct().toList(),
          study.procedure().stream().map(step -> step.technique().value()).distinct().toList(),
          study.page());
    }
  }

  /// @param number from 1, in the order of the attack
  /// @param next the numbers of the steps that it leads to
  record Step(
      int number,
      AtlasJson.Named tactic,
      AtlasJson.Named technique,
      String text,
      List<Integer> next) {}

  record Detail(
      String release,
      Summary study,
      String description,
      String reporter,
      List<Step> steps,
      Optional<OwnJson> own) {
    static Detail of(CaseStudy study, ReleaseIndex index) {
      List<Step> steps = new ArrayList<>();
      for (CaseStudy.Step step : study.procedure()) {
        Optional<Technique> technique = index.technique(step.technique());
        steps.add(
            new Step(
                steps.size() + 1,
                index
                    .tactic(step.tactic())
                    .map((Tactic tactic) -> AtlasJson.Named.of(tactic))
                    .orElseGet(() -> new AtlasJson.Named(step.tactic().value(), "", "")),
                technique
                    .map(known -> AtlasJson.Named.full(known))
                    .orElseGet(() -> new AtlasJson.Named(step.technique().value(), "", "")),
                ProsePages.of(index).html(step.description(), study),
                step.next().stream().map(place -> place + 1).toList()));
      }
      return new Detail(
          index.release().id().tag(),
          Summary.of(study),
          ProsePages.of(index).html(study.description(), study),
          study.reporter(),
          steps,
          index.own(study.id()).map(OwnJson::of));
    }
  }
}
