package io.sextant.cli.atlas;

import io.sextant.atlas.Issue;
import io.sextant.cli.Console;
import io.sextant.cli.Diagnostic;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Prints the issues of a release file the way every command prints problems.
final class Diagnostics {
  private Diagnostics() {}

  /// @param source the file's bytes, to quote lines from; may be empty
  static void print(List<Issue> issues, byte[] source, Console console) {
    List<String> lines =
        issues.isEmpty() ? List.of() : new String(source, StandardCharsets.UTF_8).lines().toList();
    Diagnostic.print(
        issues.stream().map(issue -> diagnostic(issue, lines)).toList(),
        console.err(),
        console.colour() && console.errIsTerminal());
  }

  private static Diagnostic diagnostic(Issue issue, List<String> lines) {
    int line = issue.line();
    String text = line > 0 && line <= lines.size() ? lines.get(line - 1) : "";
    return new Diagnostic(
        issue.code(),
        switch (issue.severity()) {
          case ERROR -> Diagnostic.Severity.ERROR;
          case WARNING -> Diagnostic.Severity.WARNING;
        },
        issue.file(),
        line,
        issue.column(),
        text.replaceAll("\\p{Cntrl}", " "),
        issue.message(),
        issue.hint());
  }
}
