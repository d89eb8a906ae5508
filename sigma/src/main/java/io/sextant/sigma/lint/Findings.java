package io.sextant.sigma.lint;

import io.sextant.sigma.Issue;
import io.sextant.sigma.IssueCode;
import io.sextant.sigma.RuleHeader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Collects what a lint finds, with the text of the line it is about.
final class Findings {
  /// Findings kept of one file.
  private static final int MAX_ISSUES = 500;

  private final UnaryOperator<String> sources;
  private final Map<String, List<String>> lines = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final List<Issue> issues = new ArrayList<>();

  /// @param sources file → its text; empty when not at hand
  Findings(UnaryOperator<String> sources) {
    this.sources = sources;
  }

  void warn(IssueCode code, RuleHeader rule, Spot spot, String message, String hint) {
    if (counts.merge(rule.file(), 1, Integer::sum) > MAX_ISSUES) {
      return;
    }
    List<String> text = lines(rule.file());
    boolean known = spot.line() > 0 && spot.line() <= text.size();
    issues.add(
        new Issue(
            code.text(),
            Issue.Severity.WARNING,
            rule.file(),
            spot.line(),
            spot.column(),
            known ? text.get(spot.line() - 1) : "",
            message,
            hint));
  }

  void addAll(List<Issue> more) {
    issues.addAll(more);
  }

  /// Where the rule's condition stands; the rule's first line when that cannot be told.
  Spot condition(RuleHeader rule) {
    List<String> text = lines(rule.file());
    for (int i = Math.max(0, rule.line() - 1); i < text.size(); i++) {
      String line = text.get(i);
      int indentation = line.length() - line.stripLeading().length();
      if (indentation > 0 && line.startsWith("condition:", indentation)) {
        return new Spot(i + 1, indentation + 1);
      }
    }
    return new Spot(rule.line(), 1);
  }

  private List<String> lines(String file) {
    return lines.computeIfAbsent(file, name -> sources.apply(name).lines().toList());
  }

  List<Issue> issues() {
    return List.copyOf(issues);
  }

  /// A place in a file, from 1.
  record Spot(int line, int column) {}
}
