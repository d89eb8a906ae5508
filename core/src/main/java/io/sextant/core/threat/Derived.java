package io.sextant.core.threat;

import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.TechniqueId;
import io.sextant.core.control.Assessment;
import io.sextant.core.system.SystemMap;
import io.sextant.core.threat.rule.Question;
import io.sextant.core.threat.rule.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;

/// What rules derive from a map in one release.
///
/// @param threats those that apply, most residual risk first
/// @param undetermined those that nobody can tell yet
/// @param ruledOut how many were looked at and do not apply
/// @param notices what the reader should know of the map and the release
public record Derived(
    SystemMap map,
    ReleaseId release,
    List<Threat> threats,
    List<Verdict> undetermined,
    int ruledOut,
    List<String> notices) {
  public Derived {
    threats = List.copyOf(threats);
    undetermined = List.copyOf(undetermined);
    notices = List.copyOf(notices);
  }

  public Optional<Threat> threat(ThreatKey key) {
    return threats.stream().filter(each -> each.key().equals(key)).findFirst();
  }

  /// The same threats with what controls are worth in another assessment.
  public Derived rated(Assessment assessment) {
    return new Derived(
        map,
        release,
        threats.stream().map(each -> each.rated(assessment)).sorted(Threat.BY_RISK).toList(),
        undetermined,
        ruledOut,
        notices);
  }

  /// What would settle the undetermined, each with the techniques that wait for it; what settles
  /// most first.
  public SequencedMap<Question, TreeSet<TechniqueId>> questions() {
    SequencedMap<Question, TreeSet<TechniqueId>> waiting = new LinkedHashMap<>();
    for (Verdict verdict : undetermined) {
      for (Question question : verdict.questions()) {
        waiting.computeIfAbsent(question, _ -> new TreeSet<>()).add(verdict.rule().technique());
      }
    }
    SequencedMap<Question, TreeSet<TechniqueId>> sorted = new LinkedHashMap<>();
    waiting.entrySet().stream()
        .sorted((a, b) -> Integer.compare(b.getValue().size(), a.getValue().size()))
        .forEach(each -> sorted.put(each.getKey(), each.getValue()));
    return sorted;
  }
}
