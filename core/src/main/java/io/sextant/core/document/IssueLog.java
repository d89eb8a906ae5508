package io.sextant.core.document;

import io.sextant.core.document.Issue.Severity;
import java.util.ArrayList;
import java.util.List;

/// Collects the problems of one file. Not thread-safe.
public final class IssueLog {
  /// More would help nobody; the last one says how many were left out.
  private static final int MOST = 1_000;

  private static final int LINE_SHOWN = 400;

  private final String file;
  private final List<String> lines;
  private final List<Issue> issues = new ArrayList<>();
  private int left;
  private int errors;

  /// @param text the file's text, from which the lines are shown
  public IssueLog(String file, String text) {
    this.file = file;
    this.lines = text.lines().toList();
  }

  public void error(String code, Place place, String message, String hint) {
    errors++;
    add(code, Severity.ERROR, place, message, hint);
  }

  public void warning(String code, Place place, String message, String hint) {
    add(code, Severity.WARNING, place, message, hint);
  }

  /// Takes over a problem that was found by reading the same text another way.
  void copy(Issue issue) {
    if (issue.severity() == Severity.ERROR) {
      errors++;
    }
    issues.add(issue);
  }

  public String file() {
    return file;
  }

  /// How many errors there are, those beyond the limit too.
  public int errors() {
    return errors;
  }

  /// All of them in the order of the file.
  public List<Issue> issues() {
    List<Issue> all = new ArrayList<>(issues);
    all.sort(
        java.util.Comparator.comparingInt((Issue issue) -> issue.place().line())
            .thenComparingInt(issue -> issue.place().column()));
    if (left > 0) {
      all.add(
          new Issue(
              "SX-FILE-009",
              Severity.WARNING,
              file,
              Place.FILE,
              "",
              left + " further problems are not listed",
              "Mend those above first."));
    }
    return List.copyOf(all);
  }

  private void add(String code, Severity severity, Place place, String message, String hint) {
    if (issues.size() >= MOST) {
      left++;
      return;
    }
    String line =
        place.line() >= 1 && place.line() <= lines.size() ? lines.get(place.line() - 1) : "";
    issues.add(
        new Issue(
            code,
            severity,
            file,
            place,
            line.length() > LINE_SHOWN ? line.substring(0, LINE_SHOWN) : line,
            message,
            hint));
  }
}
