package io.sextant.core.threat.rule;

import io.sextant.core.system.ComponentId;
import io.sextant.core.system.trust.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/// What was asked while conditions were evaluated. Not thread-safe.
final class Inquiry {
  private final Surroundings surroundings;
  private final Map<String, Fact> facts;
  private final SequencedSet<Question> questions = new LinkedHashSet<>();
  private final SequencedSet<Finding> findings = new LinkedHashSet<>();
  private final SequencedSet<Path> paths = new LinkedHashSet<>();

  private final List<Memory.Asked> asked = new ArrayList<>();
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

  /// The component as conditions see it; empty when the map has none of the id.
  Optional<Subject> subject(ComponentId id) {
    return surroundings.graph().find(id).map(component -> new Subject(component, this));
  }

  void asked(Memory.Asked question) {
    asked.add(question);
  }

  List<Memory.Asked> asked() {
    return asked;
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
    asked.clear();
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
