package io.sextant.sigma;

import java.util.ArrayList;
import java.util.List;

/// Collects the problems of one file. Used by one reader on one thread.
public final class IssueLog {
  /// Problems kept of one file; a file with more is broken as a whole.
  private static final int MAX_ISSUES = 500;

  /// Longest piece of user text that a message repeats, in characters.
  private static final int SHOWN = 60;

  private final String file;
  private final String[] lines;
  private final List<Issue> issues = new ArrayList<>();
  private int errors;

  public IssueLog(String file, String text) {
    this.file = file;
    this.lines = text.split("\r\n|\r|\n", -1);
  }

  String file() {
    return file;
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
      boolean onLine = place.line() > 0 && place.line() <= lines.length;
      String lineText = onLine ? lines[place.line() - 1] : "";
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
