package io.sextant.core.threat.rule;

import io.sextant.core.system.trust.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/// What was asked while conditions were evaluated. Not thread-safe.
final class Inquiry {
  private final Surroundings surroundings;
  private final Map<String, Fact> facts;
  private final SequencedSet<Question> questions = new LinkedHashSet<>();
  private final SequencedSet<Finding> findings = new LinkedHashSet<>();
  private final SequencedSet<Path> paths = new LinkedHashSet<>();

  private final boolean detailed;

  /// @param detailed whether every finding is kept
  Inquiry(Surroundings surroundings, Map<String, Fact> facts, boolean detailed) {
    this.surroundings = surroundings;
    this.facts = facts;
    this.detailed = detailed;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  Map<String, Fact> facts() {
    return facts;
  }

  boolean detailed() {
    return detailed;
  }

  void found(Finding finding) {
    findings.add(finding);
  }

  void open(Question question) {
    questions.add(question);
  }

  void along(Path path) {
    paths.add(path);
  }

  /// Forgets what was asked for one condition.
  void clear() {
    questions.clear();
    findings.clear();
    paths.clear();
  }

  List<Question> questions() {
    return List.copyOf(questions);
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }

  List<Path> paths() {
    return List.copyOf(paths);
  }
}
