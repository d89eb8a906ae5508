package io.sextant.cli.atlas;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.Issue;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.lint.Linter;
import io.sextant.atlas.lint.ReferenceIssue;
import io.sextant.cli.Console;
import io.sextant.cli.Diagnostic;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import io.sextant.cli.OutputFormat;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Checks every reference to ATLAS in files of any kind.
@Command(
    name = "lint",
    description = "Finds wrong ATLAS ids, names and tactics in any text or data.",
    mixinStandardHelpOptions = true)
final class LintCommand implements Callable<Integer> {
  /// What makes the command end with exit code 1.
  enum FailOn {
    ERROR,
    WARNING,
    NEVER
  }

  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
  private CommandSpec spec;

  @Mixin private final LibraryOptions options = new LibraryOptions();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, json, jsonl or sarif (default: table).")
  private OutputFormat format = OutputFormat.TABLE;

  @Option(
      names = "--release",
      paramLabel = "TAG",
      description = "The release the references must hold in (default: the newest).")
  private Optional<String> release = Optional.empty();

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      defaultValue = "error",
      description = "error, warning or never (default: error).")
  private FailOn failOn = FailOn.ERROR;

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "Files, and folders with all text files in them.")
  private List<Path> paths = List.of();

  LintCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    format.require(
        EnumSet.complementOf(
            EnumSet.of(OutputFormat.CSV, OutputFormat.JUNIT, OutputFormat.MARKDOWN)),
        spec);
    AtlasLibrary library = options.library(console);
    ReleaseIndex index = options.release(console, release);
    ReferenceCheck check =
        new ReferenceCheck(new Linter(library, index), format == OutputFormat.TABLE);
    List<ReferenceCheck.Checked> files =
        TextFiles.find(paths).parallelStream().map(check::file).flatMap(Optional::stream).toList();
    List<ReferenceIssue> issues = files.stream().flatMap(file -> file.issues().stream()).toList();
    List<Diagnostic> shown = files.stream().flatMap(file -> file.shown().stream()).toList();
    print(index, files.size(), issues, shown);
    return exitCode(issues).number();
  }

  private void print(
      ReleaseIndex index, int files, List<ReferenceIssue> issues, List<Diagnostic> diagnostics) {
    switch (format) {
      case JSONL -> issues.forEach(issue -> Json.line(node(issue), console.out()));
      case JSON -> {
        ObjectNode document = Json.object().put("release", index.release().id().tag());
        document.put("files", files);
        ArrayNode items = document.putArray("issues");
        issues.forEach(issue -> items.add(node(issue)));
        Json.document(document, console.out());
      }
      case SARIF -> Json.document(LintSarif.of(index, issues), console.out());
      case TABLE, CSV, JUNIT, MARKDOWN -> {
        Diagnostic.print(diagnostics, console.out(), console.colour());
        console
            .err()
            .println(Diagnostic.count(files, "file") + " checked against " + index.release().id());
      }
    }
  }

  private ExitCode exitCode(List<ReferenceIssue> issues) {
    boolean found =
        switch (failOn) {
          case NEVER -> false;
          case WARNING -> !issues.isEmpty();
          case ERROR ->
              issues.stream().anyMatch(i -> i.verdict().severity() == Issue.Severity.ERROR);
        };
    return found ? ExitCode.FOUND : ExitCode.DONE;
  }

  static ObjectNode node(ReferenceIssue issue) {
    return Json.object()
        .put("code", issue.verdict().code())
        .put("verdict", issue.verdict().name().toLowerCase(Locale.ROOT))
        .put("severity", issue.verdict().severity().name().toLowerCase(Locale.ROOT))
        .put("file", issue.file())
        .put("line", issue.line())
        .put("column", issue.column())
        .put("found", issue.found())
        .put("message", issue.message())
        .put("suggestion", issue.suggestion());
  }
}
