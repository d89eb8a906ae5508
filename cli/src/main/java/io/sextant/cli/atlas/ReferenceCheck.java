package io.sextant.cli.atlas;

import io.sextant.atlas.lint.Linter;
import io.sextant.atlas.lint.ReferenceIssue;
import io.sextant.cli.Diagnostic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Checks the references of files, a large file in pieces at once: no reference goes over the end
/// of a line. Thread-safe.
///
/// @param shown whether the issues are to be shown with their lines
record ReferenceCheck(Linter linter, boolean shown) {
  /// What was found in a file, in its order.
  record Checked(List<ReferenceIssue> issues, List<Diagnostic> shown) {}

  /// A part of a file, its lines counted from one.
  private record Piece(int lines, List<ReferenceIssue> issues, List<Diagnostic> shown) {}

  /// Empty when the file is binary.
  Optional<Checked> file(Path file) {
    return TextFiles.pieces(file)
        .map(pieces -> joined(pieces.parallelStream().map(text -> piece(file, text)).toList()));
  }

  private Piece piece(Path file, String text) {
    List<ReferenceIssue> issues = linter.lint(file.toString(), text);
    Lines lines = new Lines(text);
    List<Diagnostic> diagnostics =
        shown
            ? issues.stream().map(issue -> diagnostic(issue, lines.line(issue.line()))).toList()
            : List.of();
    return new Piece(lines.ends(), issues, diagnostics);
  }

  private static Checked joined(List<Piece> pieces) {
    List<ReferenceIssue> issues = new ArrayList<>();
    List<Diagnostic> diagnostics = new ArrayList<>();
    int above = 0;
    for (Piece piece : pieces) {
      for (ReferenceIssue issue : piece.issues()) {
        issues.add(issue.lower(above));
      }
      for (Diagnostic diagnostic : piece.shown()) {
        diagnostics.add(diagnostic.lower(above));
      }
      above += piece.lines();
    }
    return new Checked(issues, diagnostics);
  }

  private static Diagnostic diagnostic(ReferenceIssue issue, String line) {
    return new Diagnostic(
        issue.verdict().code(),
        switch (issue.verdict().severity()) {
          case ERROR -> Diagnostic.Severity.ERROR;
          case WARNING -> Diagnostic.Severity.WARNING;
        },
        issue.file(),
        issue.line(),
        issue.column(),
        line,
        issue.message(),
        issue.suggestion().isEmpty() ? "" : "meant: " + issue.suggestion());
  }

  /// The lines of a text, asked for in about their order; the last one is kept, since a file may be
  /// one long line with many issues. Not thread-safe.
  private static final class Lines {
    private final String text;
    private int number = 1;
    private int start;
    private Optional<String> kept = Optional.empty();

    Lines(String text) {
      this.text = text;
    }

    String line(int wanted) {
      if (wanted < number) {
        number = 1;
        start = 0;
        kept = Optional.empty();
      }
      for (; number < wanted; number++) {
        start = end() + 1;
        kept = Optional.empty();
      }
      if (kept.isEmpty()) {
        kept = Optional.of(text.substring(start, end()).replaceAll("\\p{Cntrl}", " "));
      }
      return kept.get();
    }

    private int end() {
      int end = text.indexOf('\n', start);
      return end < 0 ? text.length() : end;
    }

    /// How many lines end in the text.
    int ends() {
      int ends = 0;
      for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
        ends++;
      }
      return ends;
    }
  }
}
