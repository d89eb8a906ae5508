package io.sextant.core.threat.rule;

import io.sextant.atlas.TechniqueId;
import io.sextant.core.document.Issue;
import io.sextant.core.system.Component;
import io.sextant.core.system.ComponentKind;
import io.sextant.core.system.SystemMap;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/// All rules, ready to run, and what is wrong with their files. A rule with errors is left out.
public final class RuleBook {
  private final SequencedMap<TechniqueId, Rule> rules;
  private final SequencedMap<TechniqueId, Unlisted> unlisted;
  private final SequencedMap<String, Fact> facts;
  private final SequencedMap<String, SystemMap> examples;
  private final List<Issue> issues;
  private final Map<ComponentKind, List<Rule>> byKind = new EnumMap<>(ComponentKind.class);

  RuleBook(
      SequencedMap<TechniqueId, Rule> rules,
      SequencedMap<TechniqueId, Unlisted> unlisted,
      SequencedMap<String, Fact> facts,
      SequencedMap<String, SystemMap> examples,
      List<Issue> issues) {
    this.rules = new LinkedHashMap<>(rules);
    this.unlisted = new LinkedHashMap<>(unlisted);
    this.facts = new LinkedHashMap<>(facts);
    this.examples = new LinkedHashMap<>(examples);
    this.issues = List.copyOf(issues);
    rules
        .values()
        .forEach(rule ->
            rule.kinds()
                .forEach(kind -> byKind.computeIfAbsent(kind, _ -> new ArrayList<>()).add(rule)));
  }

  public List<Rule> rules() {
    return List.copyOf(rules.values());
  }

  public Optional<Rule> rule(TechniqueId technique) {
    return Optional.ofNullable(rules.get(technique));
  }

  /// The techniques that are no threats of the register.
  public List<Unlisted> unlisted() {
    return List.copyOf(unlisted.values());
  }

  public Optional<Unlisted> unlisted(TechniqueId technique) {
    return Optional.ofNullable(unlisted.get(technique));
  }

  public List<Fact> facts() {
    return List.copyOf(facts.values());
  }

  /// A map that examples are about.
  ///
  /// @throws IllegalArgumentException when there is none of the name
  public SystemMap exampleMap(String name) {
    SystemMap map = examples.get(name);
    if (map == null) {
      throw new IllegalArgumentException("no example map " + name);
    }
    return map;
  }

  public List<Issue> issues() {
    return issues;
  }

  /// What every rule for a component's kinds says of it, in the order of the rules.
  public List<Verdict> judge(Surroundings surroundings, Component component) {
    SequencedSet<Rule> asked = new LinkedHashSet<>();
    component.kinds().forEach(kind -> asked.addAll(byKind.getOrDefault(kind, List.of())));
    return asked.stream()
        .map(rule -> judge(component, rule, new Inquiry(surroundings, facts, false)))
        .toList();
  }

  /// What one rule says of a component, whatever kind that is, with everything that it asked of the
  /// map.
  public Verdict explain(Surroundings surroundings, Component component, Rule rule) {
    return judge(component, rule, new Inquiry(surroundings, facts, true));
  }

  private static Verdict judge(Component component, Rule rule, Inquiry inquiry) {
    Subject subject = new Subject(component, inquiry);
    Answer all = Answer.YES;
    List<Verdict.Reason> reasons = new ArrayList<>();
    SequencedSet<io.sextant.core.system.trust.Path> paths = new LinkedHashSet<>();
    SequencedSet<Question> questions = new LinkedHashSet<>();
    for (Condition condition : rule.conditions()) {
      inquiry.clear();
      Answer answer = condition.evaluate(subject);
      all = all.and(answer);
      reasons.add(new Verdict.Reason(condition.text(), answer, inquiry.findings()));
      if (answer == Answer.YES) {
        paths.addAll(inquiry.paths());
      }
      if (answer == Answer.UNKNOWN) {
        questions.addAll(inquiry.questions());
      }
      if (answer == Answer.NO) {
        break;
      }
    }
    return new Verdict(
        rule,
        component.id(),
        all,
        List.copyOf(reasons),
        List.copyOf(paths),
        all == Answer.UNKNOWN ? List.copyOf(questions) : List.of());
  }
}
