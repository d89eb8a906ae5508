package io.sextant.core.threat.rule;

import io.sextant.atlas.TechniqueId;
import io.sextant.core.document.Issue;
import io.sextant.core.system.Component;
import io.sextant.core.system.ComponentKind;
import io.sextant.core.system.SystemMap;
import io.sextant.core.system.trust.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;

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

  /// What every rule for the kinds of a component says of it, component by component, each in the
  /// order of the rules.
  public List<Verdict> judge(Surroundings surroundings) {
    Inquiry inquiry = new Inquiry(surroundings, facts, false);
    Map<Set<ComponentKind>, List<Rule>> asked = new HashMap<>();
    List<Verdict> verdicts = new ArrayList<>();
    for (Component component : surroundings.graph().components()) {
      IdentityHashMap<Condition, Condition.Outcome> known = new IdentityHashMap<>();
      for (Rule rule : asked.computeIfAbsent(component.kinds(), this::rules)) {
        verdicts.add(judge(component, rule, inquiry, known));
      }
    }
    return verdicts;
  }

  /// What one rule says of a component, whatever kind that is, with everything that it asked of the
  /// map.
  public Verdict explain(Surroundings surroundings, Component component, Rule rule) {
    return judge(component, rule, new Inquiry(surroundings, facts, true), new IdentityHashMap<>());
  }

  private List<Rule> rules(Set<ComponentKind> kinds) {
    return kinds.stream()
        .flatMap(kind -> byKind.getOrDefault(kind, List.of()).stream())
        .distinct()
        .toList();
  }

  /// @param known what conditions came to on the component before
  private static Verdict judge(
      Component component,
      Rule rule,
      Inquiry inquiry,
      IdentityHashMap<Condition, Condition.Outcome> known) {
    Subject subject = inquiry.subject(component);
    Answer all = Answer.YES;
    List<Verdict.Reason> reasons = new ArrayList<>(rule.conditions().size());
    SequencedSet<Path> paths = new LinkedHashSet<>();
    SequencedSet<Question> questions = new LinkedHashSet<>();
    SequencedSet<Question> assumed = new LinkedHashSet<>();
    for (Condition condition : rule.conditions()) {
      Condition.Outcome outcome =
          known.computeIfAbsent(condition, each -> each.evaluate(subject, inquiry));
      all = all.and(outcome.answer());
      reasons.add(new Verdict.Reason(condition.text(), outcome.answer(), outcome.findings()));
      paths.addAll(outcome.paths());
      questions.addAll(outcome.questions());
      assumed.addAll(outcome.assumed());
      if (outcome.answer() == Answer.NO) {
        break;
      }
    }
    return new Verdict(
        rule,
        component.id(),
        all,
        List.copyOf(reasons),
        List.copyOf(paths),
        all == Answer.UNKNOWN ? List.copyOf(questions) : List.of(),
        all == Answer.NO ? List.of() : List.copyOf(assumed));
  }
}
