package io.sextant.core.threat;

import io.sextant.atlas.MitigationId;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.Technique;
import io.sextant.core.control.Aging;
import io.sextant.core.control.Assessment;
import io.sextant.core.control.Controls;
import io.sextant.core.system.Component;
import io.sextant.core.system.ComponentKind;
import io.sextant.core.system.SystemMap;
import io.sextant.core.system.trust.MapGraph;
import io.sextant.core.threat.rule.Rule;
import io.sextant.core.threat.rule.RuleBook;
import io.sextant.core.threat.rule.Surroundings;
import io.sextant.core.threat.rule.Verdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Derives the threats of a map: a function of the map, the rules and the release.
public final class Derivation {
  private final RuleBook book;
  private final ReleaseIndex release;

  public Derivation(RuleBook book, ReleaseIndex release) {
    this.book = book;
    this.release = release;
  }

  /// Derives with the controls that the map itself claims.
  public Derived derive(SystemMap map) {
    return derive(map, Controls.NONE, LocalDate.EPOCH);
  }

  /// @param today the day on which controls are assessed
  public Derived derive(SystemMap map, Controls controls, LocalDate today) {
    Surroundings surroundings = new Surroundings(map);
    Rater rater =
        new Rater(surroundings, release, assessment(surroundings.graph(), controls, today));
    List<Threat> threats = new ArrayList<>();
    List<Verdict> undetermined = new ArrayList<>();
    int ruledOut = 0;
    for (Verdict verdict : book.judge(surroundings)) {
      Optional<Technique> technique = release.technique(verdict.rule().technique());
      if (technique.isEmpty()) {
        continue;
      }
      switch (verdict.answer()) {
        case YES -> threats.add(threat(surroundings, verdict, technique.get(), rater));
        case UNKNOWN -> undetermined.add(verdict);
        case NO -> ruledOut++;
      }
    }
    threats.sort(Threat.BY_RISK);
    return new Derived(
        map, release.release().id(), threats, undetermined, ruledOut, notices(map, surroundings));
  }

  /// What every rule for a technique says of every component that it is looked for on.
  public List<Verdict> explain(SystemMap map, Rule rule) {
    Surroundings surroundings = new Surroundings(map);
    return map.components().stream()
        .filter(each -> each.kinds().stream().anyMatch(rule.kinds()::contains))
        .map(each -> book.explain(surroundings, each, rule))
        .toList();
  }

  /// What controls are worth on a map, those that it claims itself with them.
  public Assessment assessment(SystemMap map, Controls controls, LocalDate today) {
    return assessment(new MapGraph(map), controls, today);
  }

  private Assessment assessment(MapGraph graph, Controls controls, LocalDate today) {
    Map<String, MitigationId> protections = new HashMap<>();
    book.facts()
        .forEach(fact ->
            fact.mitigation().ifPresent(id -> protections.put(fact.name(), new MitigationId(id))));
    return new Assessment(graph, release, controls, protections, Aging.DEFAULT, today);
  }

  private static Threat threat(
      Surroundings surroundings, Verdict verdict, Technique technique, Rater rater) {
    MapGraph graph = surroundings.graph();
    Component component = graph.component(verdict.component());
    return new Threat(
        new ThreatKey(technique.id(), component.id()),
        technique,
        component,
        verdict.rule().stride(),
        verdict.rule().says().replace("{it}", component.name()),
        component.owner().or(graph.map()::owner),
        rater.rate(verdict, technique),
        verdict);
  }

  private List<String> notices(SystemMap map, Surroundings surroundings) {
    List<String> notices = new ArrayList<>();
    for (Rule rule : book.rules()) {
      if (release.technique(rule.technique()).isEmpty()) {
        String why = release.lookup(rule.technique().value()).explanation();
        notices.add("no threat of " + rule.technique() + " is derived: " + why);
      }
    }
    release.release().techniques().stream()
        .filter(each -> book.rule(each.id()).isEmpty() && book.unlisted(each.id()).isEmpty())
        .forEach(each ->
            notices.add("no rule says when " + each.id() + " " + each.fullName() + " applies"));
    Assessment.unknownClaims(surroundings.graph().map(), release)
        .forEach(
            each -> notices.add("the control '" + each + "' is no mitigation of this release"));
    long untyped =
        map.components().stream()
            .filter(each -> each.kinds().contains(ComponentKind.UNTYPED))
            .count();
    if (untyped > 0) {
      notices.add("nobody said what " + untyped + " components are; no rule looks at them");
    }
    return notices;
  }
}
