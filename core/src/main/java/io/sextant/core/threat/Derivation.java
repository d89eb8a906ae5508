package io.sextant.core.threat;

import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.Technique;
import io.sextant.core.system.Component;
import io.sextant.core.system.ComponentKind;
import io.sextant.core.system.SystemMap;
import io.sextant.core.threat.rule.Memory;
import io.sextant.core.threat.rule.Rule;
import io.sextant.core.threat.rule.RuleBook;
import io.sextant.core.threat.rule.Surroundings;
import io.sextant.core.threat.rule.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Derives the threats of a map: a function of the map, the rules and the release. Remembers what
/// it derived last, so that deriving an edited map again is quick. Not thread-safe.
public final class Derivation {
  private final RuleBook book;
  private final ReleaseIndex release;
  private final Memory memory = new Memory();

  public Derivation(RuleBook book, ReleaseIndex release) {
    this.book = book;
    this.release = release;
  }

  public Derived derive(SystemMap map) {
    Surroundings surroundings = new Surroundings(map);
    Rater rater = new Rater(surroundings, release, book);
    List<Threat> threats = new ArrayList<>();
    List<Verdict> undetermined = new ArrayList<>();
    int ruledOut = 0;
    for (Component component : map.components()) {
      for (Verdict verdict : book.judge(surroundings, component, memory)) {
        Optional<Technique> technique = release.technique(verdict.rule().technique());
        if (technique.isEmpty()) {
          continue;
        }
        switch (verdict.answer()) {
          case YES -> threats.add(threat(map, component, verdict, technique.get(), rater));
          case UNKNOWN -> undetermined.add(verdict);
          case NO -> ruledOut++;
        }
      }
    }
    memory.keep(
        map.components().stream().map(Component::id).collect(Collectors.toUnmodifiableSet()));
    threats.sort(
        Comparator.comparingDouble((Threat each) -> each.rating().residual())
            .reversed()
            .thenComparing(Threat::key));
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

  private static Threat threat(
      SystemMap map, Component component, Verdict verdict, Technique technique, Rater rater) {
    return new Threat(
        new ThreatKey(technique.id(), component.id()),
        technique,
        component,
        verdict.rule().stride(),
        verdict.rule().says().replace("{it}", component.name()),
        component.owner().or(map::owner),
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
    Rater.unknownControls(surroundings.graph(), release)
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
