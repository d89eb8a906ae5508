package io.sextant.atlas;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/// Puts the steps of one case study into attack order by their `leads-to` edges; steps that are
/// free to stand anywhere keep the order of their ids, then of the file.
final class StepOrder {
  private final IssueLog log;

  StepOrder(IssueLog log) {
    this.log = log;
  }

  List<Draft.DraftStep> order(List<Draft.DraftStep> steps) {
    boolean keyed = steps.stream().allMatch(step -> !step.key().isEmpty());
    if (!keyed) {
      return steps;
    }
    Map<String, Integer> byKey = new HashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      if (byKey.putIfAbsent(steps.get(i).key(), i) != null) {
        Draft.DraftStep twice = steps.get(i);
        log.warning(
            "SX-ATLAS-017",
            twice.at(),
            "the step id " + IssueLog.quote(twice.key()) + " stands twice in " + twice.study(),
            "The steps are ordered by id.");
        return byKeyOrder(steps);
      }
    }
    return sorted(steps, byKey);
  }

  private List<Draft.DraftStep> sorted(List<Draft.DraftStep> steps, Map<String, Integer> byKey) {
    int[] incoming = new int[steps.size()];
    for (Draft.DraftStep step : steps) {
      for (String next : step.leadsTo()) {
        Integer target = byKey.get(next);
        if (target == null) {
          log.warning(
              "SX-ATLAS-017",
              step.at(),
              "step "
                  + step.key()
                  + " of "
                  + step.study()
                  + " leads to "
                  + IssueLog.quote(next)
                  + ", which it does not have",
              "The edge is left out.");
        } else {
          incoming[target]++;
        }
      }
    }
    PriorityQueue<Integer> ready =
        new PriorityQueue<>(Comparator.comparing((Integer i) -> steps.get(i).key()));
    for (int i = 0; i < incoming.length; i++) {
      if (incoming[i] == 0) {
        ready.add(i);
      }
    }
    List<Draft.DraftStep> ordered = new ArrayList<>();
    while (!ready.isEmpty()) {
      Draft.DraftStep step = steps.get(ready.remove());
      ordered.add(step);
      for (String next : step.leadsTo()) {
        Integer target = byKey.get(next);
        if (target != null && --incoming[target] == 0) {
          ready.add(target);
        }
      }
    }
    if (ordered.size() == steps.size()) {
      return ordered;
    }
    log.warning(
        "SX-ATLAS-017",
        steps.getFirst().at(),
        "the steps of " + steps.getFirst().study() + " lead in a circle",
        "They are ordered by id.");
    return byKeyOrder(steps);
  }

  private static List<Draft.DraftStep> byKeyOrder(List<Draft.DraftStep> steps) {
    return steps.stream().sorted(Comparator.comparing(Draft.DraftStep::key)).toList();
  }
}
