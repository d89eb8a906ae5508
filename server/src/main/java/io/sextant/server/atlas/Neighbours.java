package io.sextant.server.atlas;

import io.sextant.atlas.CaseStudy;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.TechniqueId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/// What came just before and just after a technique in the case studies, the commonest first.
record Neighbours(List<Neighbour> before, List<Neighbour> after) {
  private static final int MOST = 12;

  /// @param studies in how many case studies
  record Neighbour(String id, String name, int studies) {}

  static Neighbours of(TechniqueId id, ReleaseIndex index) {
    Map<TechniqueId, Integer> before = new LinkedHashMap<>();
    Map<TechniqueId, Integer> after = new LinkedHashMap<>();
    for (CaseStudy study : index.caseStudies(id)) {
      Set<TechniqueId> led = new LinkedHashSet<>();
      Set<TechniqueId> leads = new LinkedHashSet<>();
      edges(
          study,
          (from, to) -> {
            if (to.equals(id) && !from.equals(id)) {
              led.add(from);
            }
            if (from.equals(id) && !to.equals(id)) {
              leads.add(to);
            }
          });
      led.forEach(other -> before.merge(other, 1, Integer::sum));
      leads.forEach(other -> after.merge(other, 1, Integer::sum));
    }
    return new Neighbours(commonest(before, index), commonest(after, index));
  }

  private static void edges(CaseStudy study, BiConsumer<TechniqueId, TechniqueId> edge) {
    List<CaseStudy.Step> steps = study.procedure();
    for (CaseStudy.Step step : steps) {
      for (int next : step.next()) {
        edge.accept(step.technique(), steps.get(next).technique());
      }
    }
  }

  private static List<Neighbour> commonest(Map<TechniqueId, Integer> counts, ReleaseIndex index) {
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<TechniqueId, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(entry -> entry.getKey().value()))
        .limit(MOST)
        .flatMap(entry ->
            index.technique(entry.getKey()).stream()
                .map(technique ->
                    new Neighbour(technique.id().value(), technique.fullName(), entry.getValue())))
        .toList();
  }
}
