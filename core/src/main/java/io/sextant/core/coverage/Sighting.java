package io.sextant.core.coverage;

import io.sextant.core.detection.Finding;
import io.sextant.core.system.Component;
import io.sextant.sigma.RuleId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A finding as far as coverage asks: which rule saw something where, how often.
///
/// @param system the service that it came from
/// @param models the models that it names
public record Sighting(RuleId rule, String system, Set<String> models, long count) {
  private static final List<String> MODEL_FIELDS =
      List.of("gen_ai.request.model", "gen_ai.response.model");

  public Sighting {
    models = Set.copyOf(models);
  }

  /// @param entities by event field
  public static Sighting of(RuleId rule, String system, Map<String, String> entities, long count) {
    return new Sighting(
        rule,
        system,
        Set.copyOf(
            MODEL_FIELDS.stream()
                .flatMap(each -> Optional.ofNullable(entities.get(each)).stream())
                .toList()),
        count);
  }

  /// Those of findings; false positives are none.
  public static List<Sighting> of(List<Finding> findings) {
    return findings.stream()
        .filter(each -> each.status() != Finding.Status.FALSE_POSITIVE)
        .map(each -> of(each.rule(), each.system(), each.entities(), each.count()))
        .toList();
  }

  /// Whether it is about a component: by its service, or by its model.
  boolean at(Component component) {
    return component.telemetry().services().contains(system)
        || component.telemetry().models().stream().anyMatch(models::contains);
  }
}
