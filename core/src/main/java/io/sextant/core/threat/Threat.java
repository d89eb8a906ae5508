package io.sextant.core.threat;

import io.sextant.atlas.Technique;
import io.sextant.core.control.Assessment;
import io.sextant.core.system.Component;
import io.sextant.core.threat.rule.Stride;
import io.sextant.core.threat.rule.Verdict;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/// An attack technique that applies to a component of a map.
///
/// @param owner whom the map makes responsible
/// @param says what could happen, in one sentence
public record Threat(
    ThreatKey key,
    Technique technique,
    Component component,
    Set<Stride> stride,
    String says,
    Optional<String> owner,
    Rating rating,
    Verdict verdict) {
  /// Most residual risk first.
  public static final Comparator<Threat> BY_RISK =
      Comparator.comparingDouble((Threat each) -> each.rating().residual())
          .reversed()
          .thenComparing(Threat::key);

  /// The same with what controls are worth in another assessment.
  Threat rated(Assessment assessment) {
    return new Threat(
        key,
        technique,
        component,
        stride,
        says,
        owner,
        rating.with(assessment.shares(component, technique.id())),
        verdict);
  }
}
