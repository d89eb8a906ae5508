package io.sextant.core.threat;

import io.sextant.core.system.Component;
import io.sextant.core.system.ComponentId;
import io.sextant.core.threat.rule.Question;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/// What became of the threats of a system between two of its maps.
public record ThreatDiff(
    List<Threat> added,
    List<Threat> gone,
    List<Changed> changed,
    int same,
    List<Question> newQuestions) {
  public ThreatDiff {
    added = List.copyOf(added);
    gone = List.copyOf(gone);
    changed = List.copyOf(changed);
    newQuestions = List.copyOf(newQuestions);
  }

  /// A threat that is there before and after, and rated otherwise or come to another way.
  public record Changed(Threat before, Threat after, List<String> what) {}

  /// Compares; components of the new map are known by their former ids too.
  public static ThreatDiff of(Derived before, Derived after) {
    Map<ComponentId, ComponentId> renamed = new HashMap<>();
    for (Component component : after.map().components()) {
      component.was().forEach(former -> renamed.put(former, component.id()));
    }
    after.map().components().forEach(each -> renamed.put(each.id(), each.id()));
    SequencedMap<ThreatKey, Threat> old = new LinkedHashMap<>();
    for (Threat threat : before.threats()) {
      ThreatKey key = threat.key();
      old.put(
          new ThreatKey(key.technique(), renamed.getOrDefault(key.component(), key.component())),
          threat);
    }
    List<Threat> added = new ArrayList<>();
    List<Changed> changed = new ArrayList<>();
    int same = 0;
    for (Threat threat : after.threats()) {
      Threat earlier = old.remove(threat.key());
      if (earlier == null) {
        added.add(threat);
        continue;
      }
      List<String> what = differences(earlier, threat);
      if (what.isEmpty()) {
        same++;
      } else {
        changed.add(new Changed(earlier, threat, what));
      }
    }
    Set<Question> known = before.questions().keySet();
    return new ThreatDiff(
        added,
        List.copyOf(old.values()),
        changed,
        same,
        after.questions().keySet().stream().filter(each -> !known.contains(each)).toList());
  }

  private static List<String> differences(Threat before, Threat after) {
    List<String> what = new ArrayList<>();
    if (before.rating().level() != after.rating().level()) {
      what.add(before.rating().level().word() + " → " + after.rating().level().word());
    }
    for (int i = 0; i < before.rating().factors().size(); i++) {
      Rating.Factor was = before.rating().factors().get(i);
      Rating.Factor now = after.rating().factors().get(i);
      if (was.value() != now.value()) {
        what.add(
            String.format(
                Locale.ROOT,
                "%s %.2f → %.2f (%s)",
                was.name(),
                was.value(),
                now.value(),
                now.because()));
      }
    }
    if (!before.owner().equals(after.owner())) {
      what.add("owner " + before.owner().orElse("nobody") + " → " + after.owner().orElse("nobody"));
    }
    return what;
  }
}
