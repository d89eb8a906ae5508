package io.sextant.cli.sigma;

import io.sextant.atlas.ReleaseIndex;
import io.sextant.cli.Console;
import io.sextant.cli.Diagnostic;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import io.sextant.cli.OutputFormat;
import io.sextant.cli.atlas.LibraryOptions;
import io.sextant.core.detection.RulePack;
import io.sextant.sigma.Issue;
import io.sextant.sigma.Placeholders;
import io.sextant.sigma.SigmaCompiler;
import io.sextant.sigma.SigmaDocument;
import io.sextant.sigma.lint.RuleLint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads and compiles rules and lists every problem at once.
@Command(
    name = "check",
    description = "Lists every problem of rule files at once.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
  private CommandSpec spec;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, json, jsonl or sarif (default: table).")
  private OutputFormat format = OutputFormat.TABLE;

  @Option(
      names = "--release",
      paramLabel = "TAG",
      description =
          "The ATLAS release that tags are checked against (default: the newest at hand).")
  private Optional<String> release = Optional.empty();

  @Mixin private final ReadingOptions reading = new ReadingOptions();

  @Mixin private final LibraryOptions library = new LibraryOptions();

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "Rule files and folders of them.")
  private List<Path> paths = List.of();

  CheckCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    format.require(
        EnumSet.of(OutputFormat.TABLE, OutputFormat.JSON, OutputFormat.JSONL, OutputFormat.SARIF),
        spec);
    RuleFiles files = RuleFiles.read(paths, reading.with(Placeholders.NONE));
    // What the rules say of each other is looked at beside what each says alone.
    CompletableFuture<List<Issue>> together =
        CompletableFuture.supplyAsync(
            () -> new SigmaCompiler().compile(files.documents()).issues());
    List<Issue> alone = alone(files.documents());
    List<Issue> issues = new ArrayList<>(files.issues());
    issues.addAll(together.join());
    issues.addAll(alone);
    issues.sort(Comparator.comparing(Issue::file).thenComparingInt(Issue::line));
    switch (format) {
      case JSON -> Json.document(document(files, issues), console.out());
      case JSONL -> issues.forEach(issue -> Json.line(json(issue), console.out()));
      case SARIF -> Json.document(SarifReport.of(issues), console.out());
      case TABLE, CSV, JUNIT, MARKDOWN -> table(files, issues);
    }
    return (RuleFiles.errors(issues).isEmpty() ? ExitCode.DONE : ExitCode.BAD_INPUT).number();
  }

  private List<Issue> alone(List<SigmaDocument> documents) {
    List<Issue> issues = new ArrayList<>();
    for (SigmaDocument document : documents) {
      issues.addAll(RulePack.contentIssues(document, () -> text(document.header().file()), true));
    }
    ReleaseIndex current = library.release(console, release);
    issues.addAll(
        RuleLint.lint(
            documents,
            rule -> RulePack.tagIssues(rule, () -> text(rule.file()), current),
            CheckCommand::text));
    return issues;
  }

  private static String text(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw Console.unreadable(file, e);
    }
  }

  private void table(RuleFiles files, List<Issue> issues) {
    Diagnostic.print(
        issues.stream().map(RuleFiles::diagnostic).toList(), console.out(), console.colour());
    console
        .out()
        .println(
            files.documents().size() + " documents can be used, in " + files.files() + " files");
  }

  private static ObjectNode document(RuleFiles files, List<Issue> issues) {
    ObjectNode document = Json.object();
    document.put("files", files.files());
    document.put("documents", files.documents().size());
    ArrayNode list = document.putArray("issues");
    issues.forEach(issue -> list.add(json(issue)));
    return document;
  }

  private static ObjectNode json(Issue issue) {
    return Json.object()
        .put("code", issue.code())
        .put("severity", issue.severity().name().toLowerCase(Locale.ROOT))
        .put("file", issue.file())
        .put("line", issue.line())
        .put("column", issue.column())
        .put("lineText", issue.lineText())
        .put("message", issue.message())
        .put("hint", issue.hint());
  }
}
