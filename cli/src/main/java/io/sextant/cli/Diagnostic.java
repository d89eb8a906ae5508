package io.sextant.cli;

import java.io.PrintStream;
import java.util.List;

/// A problem in an input file, in the form every command prints: like a good compiler's.
///
/// ```
/// rules/a.yml:7:14: error SX-SIGMA-012: unknown modifier 'contain'
///     CommandLine|contain: whoami
///                 ^
///   did you mean 'contains'?
/// ```
///
/// @param line one-based, 0 when the file as a whole is meant
/// @param column one-based, 0 when the line as a whole is meant
/// @param lineText the line itself; empty when not known
/// @param hint what to do; may be empty
public record Diagnostic(
    String code,
    Severity severity,
    String file,
    int line,
    int column,
    String lineText,
    String message,
    String hint) {

  /// Longest piece of a line that is shown around the caret, in characters.
  private static final int SHOWN = 160;

  /// How bad it is.
  public enum Severity {
    ERROR("error", 31),
    WARNING("warning", 33);

    private final String label;
    private final int colour;

    Severity(String label, int colour) {
      this.label = label;
      this.colour = colour;
    }

    public String label() {
      return label;
    }
  }

  /// The same that many lines further down, for a text that is part of a file.
  public Diagnostic lower(int lines) {
    return lines == 0
        ? this
        : new Diagnostic(code, severity, file, line + lines, column, lineText, message, hint);
  }

  /// Prints all in order, then one line that counts them.
  public static void print(List<Diagnostic> diagnostics, PrintStream to, boolean colour) {
    diagnostics.forEach(diagnostic -> diagnostic.print(to, colour));
    long errors = diagnostics.stream().filter(d -> d.severity == Severity.ERROR).count();
    long warnings = diagnostics.size() - errors;
    if (!diagnostics.isEmpty()) {
      to.println(count(errors, "error") + ", " + count(warnings, "warning"));
    }
  }

  /// A number with its noun, in the plural unless it is one.
  public static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private void print(PrintStream to, boolean colour) {
    String place =
        file + (line > 0 ? ":" + line : "") + (line > 0 && column > 0 ? ":" + column : "");
    String label = severity.label + " " + code;
    to.println(
        place
            + ": "
            + (colour ? "\u001B[1;" + severity.colour + "m" + label + "\u001B[0m" : label)
            + ": "
            + message);
    // Of a very long line only the beginning is kept: a caret beyond it would point at nothing.
    if (line > 0 && !lineText.isBlank() && column - 1 <= lineText.length()) {
      int start = Math.max(0, Math.min(column - 1, lineText.length()) - SHOWN / 2);
      String shown =
          lineText.substring(start, Math.min(lineText.length(), start + SHOWN)).replace('\t', ' ');
      to.println("    " + shown);
      if (column > 0) {
        to.println("    " + " ".repeat(Math.max(0, column - 1 - start)) + "^");
      }
    }
    if (!hint.isBlank()) {
      to.println("  " + hint);
    }
  }
}
