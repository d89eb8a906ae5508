package io.sextant.sigma;

import io.sextant.sigma.CorrelationProgram.Link;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Turns correlations into programs that know their fields by index and those who look at them.
final class CorrelationLinker {
  private final ProgramBuilder builder;
  private final List<SigmaDocument> documents;
  private final Map<String, SigmaDocument> targets;
  private final Set<RuleId> silent;

  CorrelationLinker(
      ProgramBuilder builder,
      List<SigmaDocument> documents,
      Map<String, SigmaDocument> targets,
      Set<RuleId> silent) {
    this.builder = builder;
    this.documents = documents;
    this.targets = targets;
    this.silent = silent;
  }

  /// The programs, in the order of the correlations.
  List<CorrelationProgram> link(List<CorrelationRule> correlations) {
    Map<RuleId, List<Link>> parents = parents(correlations, targets);
    Map<RuleId, Integer> orders = new HashMap<>();
    for (int i = 0; i < documents.size(); i++) {
      orders.put(documents.get(i).header().id(), i);
    }
    return correlations.stream()
        .map(rule ->
            new CorrelationProgram(
                rule,
                orders.getOrDefault(rule.header().id(), 0),
                fields(rule, rule.groupBy()),
                fields(rule, rule.threshold().fields()),
                List.copyOf(parents.getOrDefault(rule.header().id(), List.of())),
                !silent.contains(rule.header().id())))
        .toList();
  }

  /// The rules with the correlations that look at them.
  static List<CompiledRule> linkRules(
      List<CompiledRule> rules,
      Map<RuleId, Integer> indexes,
      List<CorrelationRule> correlations,
      Map<String, SigmaDocument> targets) {
    List<CompiledRule> linked = new ArrayList<>(rules);
    parents(correlations, targets)
        .forEach((id, links) -> {
          Integer index = indexes.get(id);
          if (index != null) {
            linked.set(index, rules.get(index).withParents(links));
          }
        });
    return linked;
  }

  private static Map<RuleId, List<Link>> parents(
      List<CorrelationRule> correlations, Map<String, SigmaDocument> targets) {
    Map<RuleId, List<Link>> parents = new HashMap<>();
    for (int i = 0; i < correlations.size(); i++) {
      List<String> references = correlations.get(i).rules();
      for (int member = 0; member < references.size(); member++) {
        SigmaDocument target = targets.get(references.get(member));
        if (target != null) {
          parents
              .computeIfAbsent(target.header().id(), _ -> new ArrayList<>())
              .add(new Link(i, member));
        }
      }
    }
    return parents;
  }

  private List<List<Integer>> fields(CorrelationRule rule, List<String> names) {
    List<List<Integer>> byMember = new ArrayList<>();
    for (String reference : rule.rules()) {
      byMember.add(
          names.stream()
              .map(name -> rule.fieldOf(name, reference))
              .map(name -> builder.field(name.replace(" ", "")))
              .toList());
    }
    return byMember;
  }
}
