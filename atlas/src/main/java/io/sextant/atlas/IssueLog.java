package io.sextant.atlas;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/// Collects every problem of one file, in the order met. Not thread-safe; lives for one reading.
final class IssueLog {
  /// Problems kept of one file; beyond that a person reads no further.
  static final int MAX_ISSUES = 500;

  /// Longest piece of the file's text quoted in a message, in characters.
  private static final int MAX_QUOTE = 80;

  private final String file;
  private final List<Issue> issues = new ArrayList<>();
  private final Set<String> onceKeys = new HashSet<>();
  private int errors;
  private int dropped;

  IssueLog(String file) {
    this.file = file;
  }

  void error(String code, Node at, String message, String hint) {
    error(code, at.getStartMark(), message, hint);
  }

  void error(String code, Optional<Mark> at, String message, String hint) {
    errors++;
    add(code, Issue.Severity.ERROR, at, message, hint);
  }

  void error(String code, int line, int column, String message, String hint) {
    errors++;
    issues.add(new Issue(code, Issue.Severity.ERROR, file, line, column, message, hint));
  }

  void warning(String code, Node at, String message, String hint) {
    add(code, Issue.Severity.WARNING, at.getStartMark(), message, hint);
  }

  /// A warning about the file as a whole.
  void warning(String code, String message, String hint) {
    add(code, Issue.Severity.WARNING, Optional.empty(), message, hint);
  }

  /// A warning given only for the first of many equal causes.
  void warnOnce(String key, String code, Node at, String message, String hint) {
    if (onceKeys.add(code + key)) {
      warning(code, at, message, hint);
    }
  }

  private void add(
      String code, Issue.Severity severity, Optional<Mark> at, String message, String hint) {
    if (issues.size() >= MAX_ISSUES) {
      dropped++;
      return;
    }
    int line = at.map(mark -> mark.getLine() + 1).orElse(0);
    int column = at.map(mark -> mark.getColumn() + 1).orElse(0);
    issues.add(new Issue(code, severity, file, line, column, message, hint));
  }

  boolean failed() {
    return errors > 0;
  }

  /// All problems by their place; those of the file as a whole come first.
  List<Issue> issues() {
    List<Issue> all = new ArrayList<>(issues);
    all.sort(Comparator.comparingInt(Issue::line).thenComparingInt(Issue::column));
    if (dropped > 0) {
      all.add(
          new Issue(
              "SX-ATLAS-003",
              Issue.Severity.WARNING,
              file,
              0,
              0,
              dropped + " more problems are not listed",
              "Mend these first."));
    }
    return List.copyOf(all);
  }

  /// A piece of the file as it may stand in a message: one line, short.
  static String quote(String text) {
    String line = text.strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
    return "'" + (line.length() <= MAX_QUOTE ? line : line.substring(0, MAX_QUOTE) + "…") + "'";
  }
}
