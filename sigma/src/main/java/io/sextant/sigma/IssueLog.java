package io.sextant.sigma;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// Collects the problems of one file, and keeps count of what its rules will cost. Used by one
/// reader on one thread.
public final class IssueLog {
  /// Problems kept of one file; a file with more is broken as a whole.
  private static final int MAX_ISSUES = 500;

  /// Longest piece of user text that a message repeats, in characters.
  private static final int SHOWN = 60;

  /// Longest line that an issue shows, in characters.
  private static final int SHOWN_LINE = 1_000;

  private final String file;
  private final String text;
  private final ReadingBudget budget = new ReadingBudget();
  private final SequencedSet<Issue> issues = new LinkedHashSet<>();

  /// The text's lines; none before the first issue, as most files have none.
  private String[] lines = {};

  private int errors;

  public IssueLog(String file, String text) {
    this.file = file;
    this.text = text;
  }

  String file() {
    return file;
  }

  /// What the file's rules may still cost.
  ReadingBudget budget() {
    return budget;
  }

  public void error(IssueCode code, Place place, String message, String hint) {
    errors++;
    add(Issue.Severity.ERROR, code, place, message, hint);
  }

  public void warning(IssueCode code, Place place, String message, String hint) {
    add(Issue.Severity.WARNING, code, place, message, hint);
  }

  private void add(
      Issue.Severity severity, IssueCode code, Place place, String message, String hint) {
    if (issues.size() < MAX_ISSUES) {
      if (lines.length == 0) {
        lines = text.split("\r\n|\r|\n", -1);
      }
      boolean onLine = place.line() > 0 && place.line() <= lines.length;
      String line = onLine ? lines[place.line() - 1] : "";
      String lineText =
          line.length() <= SHOWN_LINE
              ? line
              : place.column() <= SHOWN_LINE ? line.substring(0, SHOWN_LINE) : "";
      issues.add(
          new Issue(
              code.text(), severity, file, place.line(), place.column(), lineText, message, hint));
    }
  }

  /// How many errors there were so far.
  public int errors() {
    return errors;
  }

  public List<Issue> issues() {
    return List.copyOf(issues);
  }

  /// A piece of user text between quotes, shortened.
  public static String quote(String text) {
    String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    return "'" + shown + "'";
  }
}
