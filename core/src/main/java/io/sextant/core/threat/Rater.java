package io.sextant.core.threat;

import io.sextant.atlas.CaseStudy;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.Technique;
import io.sextant.core.control.Assessment;
import io.sextant.core.system.Asset;
import io.sextant.core.system.AssetId;
import io.sextant.core.system.Component;
import io.sextant.core.system.ComponentId;
import io.sextant.core.system.Flow;
import io.sextant.core.system.Sensitivity;
import io.sextant.core.system.trust.Influence;
import io.sextant.core.system.trust.MapGraph;
import io.sextant.core.system.trust.Path;
import io.sextant.core.threat.Rating.Factor;
import io.sextant.core.threat.rule.Surroundings;
import io.sextant.core.threat.rule.Verdict;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Rates threats. Every number is a starting weight, said in `docs/threats.md`, not a measurement.
final class Rater {
  /// Case studies at which evidence is half of what it can be.
  private static final double HALF_EVIDENCE = 3;

  private final Surroundings surroundings;
  private final ReleaseIndex release;
  private final Assessment assessment;
  private final Map<ComponentId, Factor> impacts = new HashMap<>();

  Rater(Surroundings surroundings, ReleaseIndex release, Assessment assessment) {
    this.surroundings = surroundings;
    this.release = release;
    this.assessment = assessment;
  }

  Rating rate(Verdict verdict, Technique technique) {
    Component component = surroundings.graph().component(verdict.component());
    Factor maturity = maturity(technique);
    Factor reach = reach(verdict);
    Factor evidence = evidence(technique);
    double likelihood = maturity.value() * reach.value() * (0.8 + 0.2 * evidence.value());
    Factor impact = impacts.computeIfAbsent(component.id(), _ -> impact(component));
    return new Rating(
        likelihood,
        impact.value(),
        List.of(maturity, reach, evidence, impact),
        Rating.strength(assessment.shares(component, technique.id())));
  }

  private static Factor maturity(Technique technique) {
    return technique
        .maturity()
        .map(known ->
            new Factor(
                "maturity",
                switch (known) {
                  case FEASIBLE -> 0.3;
                  case DEMONSTRATED -> 0.6;
                  case REALIZED -> 0.9;
                },
                "ATLAS calls it " + known.word()))
        .orElseGet(() -> new Factor("maturity", 0.5, "the release does not state it"));
  }

  /// The strongest influence counts.
  private static Factor reach(Verdict verdict) {
    return verdict.paths().stream()
        .map(path -> new Factor("reach", weight(path.influence()), because(path)))
        .max(Comparator.comparingDouble(Factor::value))
        .orElseGet(() -> new Factor("reach", 0.4, "no way in from outside is drawn"));
  }

  private static double weight(Influence influence) {
    return switch (influence) {
      case OUTSIDER -> 1;
      case CONTENT -> 0.9;
      case SUPPLY -> 0.7;
      case USER, SHARED -> 0.5;
    };
  }

  private static String because(Path path) {
    return path.influence().meaning() + ": " + path.shown();
  }

  private Factor evidence(Technique technique) {
    List<CaseStudy> studies = release.caseStudies(technique.id());
    long incidents =
        studies.stream()
            .filter(each -> each.type().filter(CaseStudy.Type.INCIDENT::equals).isPresent())
            .count();
    long others = studies.size() - incidents;
    double weight = incidents + others / 2.0;
    return new Factor(
        "evidence",
        weight / (weight + HALF_EVIDENCE),
        incidents + " incidents and " + others + " exercises in ATLAS");
  }

  private Factor impact(Component component) {
    Set<AssetId> assets = new LinkedHashSet<>(component.stores());
    assets.addAll(component.processes());
    MapGraph graph = surroundings.graph();
    graph
        .incoming(component.id())
        .forEach(edge -> edge.flow().map(Flow::assets).ifPresent(assets::addAll));
    graph
        .outgoing(component.id())
        .forEach(edge -> edge.flow().map(Flow::assets).ifPresent(assets::addAll));
    return assets.stream()
        .flatMap(id -> graph.asset(id).stream())
        .max(Comparator.comparingDouble(asset -> weight(asset.sensitivity())))
        .map(Rater::impact)
        .orElseGet(() -> new Factor("impact", 0.6, "the map names no assets here"));
  }

  private static Factor impact(Asset asset) {
    String what =
        asset.sensitivity() == Sensitivity.UNKNOWN
            ? "nobody said how sensitive " + asset.id() + " is"
            : asset.id() + " is " + asset.sensitivity().word();
    return new Factor("impact", weight(asset.sensitivity()), what);
  }

  private static double weight(Sensitivity sensitivity) {
    return switch (sensitivity) {
      case PUBLIC -> 0.3;
      case INTERNAL -> 0.5;
      case UNKNOWN -> 0.6;
      case CONFIDENTIAL -> 0.8;
      case RESTRICTED -> 1;
    };
  }
}
