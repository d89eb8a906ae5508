package io.sextant.core.contract;

import io.sextant.core.system.SystemId;
import io.sextant.core.threat.Decision;
import io.sextant.core.threat.DecisionLog;
import io.sextant.core.threat.ThreatKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Decisions in memory, by the shortest code that does what [DecisionLog] says. One thread at a
/// time.
public final class InMemoryDecisionLog implements DecisionLog {
  private final Map<SystemId, Map<ThreatKey, List<Logged>>> all = new LinkedHashMap<>();

  @Override
  public List<Logged> current(SystemId system) {
    return all.getOrDefault(system, Map.of()).values().stream()
        .map(List::getLast)
        .sorted(Comparator.comparing(each -> each.decision().threat().toString()))
        .toList();
  }

  @Override
  public List<Logged> history(SystemId system, ThreatKey threat) {
    return List.copyOf(all.getOrDefault(system, Map.of()).getOrDefault(threat, List.of()));
  }

  @Override
  public Outcome add(SystemId system, int seen, Decision decision, Instant now) {
    List<Logged> history =
        all.computeIfAbsent(system, _ -> new LinkedHashMap<>())
            .computeIfAbsent(decision.threat(), _ -> new ArrayList<>());
    if (history.size() != seen) {
      return new Outcome.Outdated(
          history.isEmpty() ? new Logged(0, now, decision) : history.getLast());
    }
    Logged logged = new Logged(seen + 1, now, decision);
    history.add(logged);
    return new Outcome.Done(logged);
  }
}
