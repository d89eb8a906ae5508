package io.sextant.core.coverage;

import io.sextant.atlas.TechniqueId;
import io.sextant.core.detection.RulePack;
import io.sextant.core.system.Component;
import io.sextant.sigma.RuleHeader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What the rules of a pack look for, and what they have found. Immutable.
public final class Detections {
  /// No rule at all.
  public static final Detections NONE = new Detections(Map.of(), List.of());

  private final Map<TechniqueId, List<RuleHeader>> byTechnique;
  private final List<Sighting> sightings;

  private Detections(Map<TechniqueId, List<RuleHeader>> byTechnique, List<Sighting> sightings) {
    this.byTechnique = byTechnique;
    this.sightings = List.copyOf(sightings);
  }

  public static Detections of(RulePack pack) {
    Map<TechniqueId, List<RuleHeader>> rules = new HashMap<>();
    for (RuleHeader header : pack.headers()) {
      for (TechniqueId technique : pack.mapping(header.id()).techniques()) {
        rules.computeIfAbsent(technique, _ -> new ArrayList<>()).add(header);
      }
    }
    return new Detections(rules, List.of());
  }

  /// The same with what was found.
  public Detections with(List<Sighting> found) {
    return new Detections(byTechnique, found);
  }

  /// The rules for a technique, or else for its parent, with what they found at a component.
  public List<Detection> of(TechniqueId technique, Optional<Component> component) {
    TechniqueId named =
        byTechnique.containsKey(technique) ? technique : technique.parent().orElse(technique);
    List<Detection> detections = new ArrayList<>();
    for (RuleHeader rule : byTechnique.getOrDefault(named, List.of())) {
      long count =
          sightings.stream()
              .filter(each -> each.rule().equals(rule.id()))
              .filter(each -> component.filter(each::at).isPresent())
              .mapToLong(Sighting::count)
              .sum();
      detections.add(new Detection(rule.id(), rule.title(), named, count));
    }
    return detections;
  }

  /// Every technique that some rule names.
  public Stream<TechniqueId> techniques() {
    return byTechnique.keySet().stream().sorted();
  }
}
