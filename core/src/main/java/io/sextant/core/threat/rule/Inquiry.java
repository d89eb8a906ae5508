package io.sextant.core.threat.rule;

import io.sextant.core.system.Component;
import io.sextant.core.system.ComponentId;
import io.sextant.core.system.trust.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/// What was asked while conditions were evaluated. Not thread-safe.
final class Inquiry {
  private final Surroundings surroundings;
  private final Map<String, Fact> facts;
  private final Map<ComponentId, Subject> subjects = new HashMap<>();
  private final SequencedSet<Question> questions = new LinkedHashSet<>();
  private final SequencedSet<Finding> findings = new LinkedHashSet<>();
  private final SequencedSet<Path> paths = new LinkedHashSet<>();
  private final SequencedSet<Question> assumptions = new LinkedHashSet<>();
  private boolean silent;

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

  /// A component as conditions see it; the same for the same id.
  Subject subject(ComponentId id) {
    Subject known = subjects.get(id);
    return known != null ? known : subject(surroundings.graph().component(id));
  }

  Subject subject(Component component) {
    return subjects.computeIfAbsent(component.id(), _ -> new Subject(component, this));
  }

  boolean detailed() {
    return detailed;
  }

  void found(Finding finding) {
    if (!silent) {
      findings.add(finding);
    }
  }

  void open(Question question) {
    if (!silent) {
      questions.add(question);
    }
  }

  void along(Path path) {
    if (!silent) {
      paths.add(path);
    }
  }

  /// Notes what was taken to be answered with yes.
  void assume(Question question) {
    if (!silent) {
      assumptions.add(question);
    }
  }

  /// What a condition comes to when nothing that it asks is noted.
  Answer silently(Condition condition, Subject subject) {
    boolean before = silent;
    silent = true;
    try {
      return Language.evaluate(condition.program(), subject);
    } finally {
      silent = before;
    }
  }

  /// Forgets what was asked for one condition.
  void clear() {
    questions.clear();
    findings.clear();
    paths.clear();
    assumptions.clear();
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

  List<Question> assumptions() {
    return List.copyOf(assumptions);
  }
}
