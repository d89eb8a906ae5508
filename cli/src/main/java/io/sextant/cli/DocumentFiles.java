package io.sextant.cli;

import io.sextant.core.document.Documents;
import io.sextant.core.document.Issue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;

/// Documents named on the command line (maps, rules, policies), and how their problems are shown.
public final class DocumentFiles {
  private DocumentFiles() {}

  /// The text of a file; `-` is standard input.
  ///
  /// @throws CommandFailure BAD_INPUT when it cannot be read, is too large or no text
  public static String read(String name, Console console) {
    try (InputStream in = console.open(name)) {
      byte[] bytes = in.readNBytes(Documents.MAX_BYTES + 1);
      if (bytes.length > Documents.MAX_BYTES) {
        throw new CommandFailure(
            ExitCode.BAD_INPUT,
            name + " is larger than " + (Documents.MAX_BYTES >> 20) + " MiB",
            "Split it.");
      }
      return Documents.text(bytes)
          .orElseThrow(() ->
              new CommandFailure(
                  ExitCode.BAD_INPUT,
                  name + " is neither UTF-8 nor UTF-16 text",
                  "Save it as UTF-8."));
    } catch (IOException e) {
      throw Console.unreadable(name, e);
    }
  }

  /// The text of a file in the folder of another or below; empty when there is none.
  public static Optional<String> sibling(String name, String relative) {
    try {
      Path folder = Path.of(name).toRealPath().resolveSibling("").toRealPath();
      Path wanted = folder.resolve(relative).toRealPath();
      if (!wanted.startsWith(folder) || Files.size(wanted) > Documents.MAX_BYTES) {
        return Optional.empty();
      }
      return Documents.text(Files.readAllBytes(wanted));
    } catch (IOException | java.nio.file.InvalidPathException e) {
      return Optional.empty();
    }
  }

  /// Whether any of them is more than a warning.
  public static boolean hasErrors(List<Issue> issues) {
    return issues.stream().anyMatch(issue -> issue.severity() == Issue.Severity.ERROR);
  }

  /// A problem in the form that every command prints.
  public static Diagnostic diagnostic(Issue issue) {
    return new Diagnostic(
        issue.code(),
        switch (issue.severity()) {
          case ERROR -> Diagnostic.Severity.ERROR;
          case WARNING -> Diagnostic.Severity.WARNING;
        },
        issue.file(),
        issue.place().line(),
        issue.place().column(),
        issue.lineText(),
        issue.message(),
        issue.hint());
  }

  /// Problems as JSON; the shape is in `docs/cli.md`.
  public static ArrayNode json(List<Issue> issues) {
    ArrayNode list = Json.array();
    issues.forEach(issue ->
        list.addObject()
            .put("code", issue.code())
            .put("severity", issue.severity().name().toLowerCase(Locale.ROOT))
            .put("file", issue.file())
            .put("line", issue.place().line())
            .put("column", issue.place().column())
            .put("message", issue.message())
            .put("hint", issue.hint()));
    return list;
  }
}
