package io.sextant.cli.sigma;

import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import io.sextant.cli.OutputFormat;
import io.sextant.cli.TablePrinter;
import io.sextant.cli.sigma.TestRun.BrokenFile;
import io.sextant.cli.sigma.TestRun.Outcome;
import io.sextant.sigma.SigmaDocument;
import io.sextant.sigma.SigmaReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Runs the examples stored beside rules.
@Command(
    name = "test",
    description = "Runs the examples (NAME.tests.yml) beside rules (NAME.yml).",
    mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {
  private final Console console;
  private final UnaryOperator<ObjectNode> derive;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
  private CommandSpec spec;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, json or junit (default: table).")
  private OutputFormat format = OutputFormat.TABLE;

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "Rule files and folders of them.")
  private List<Path> paths = List.of();

  TestCommand(Console console, UnaryOperator<ObjectNode> derive) {
    this.console = console;
    this.derive = derive;
  }

  @Override
  public Integer call() {
    Formats.require(
        format, EnumSet.of(OutputFormat.TABLE, OutputFormat.JSON, OutputFormat.JUNIT), spec);
    List<Path> rules = RuleFiles.find(paths);
    TestRun run = new TestRun(derive, library(rules));
    List<Path> untested = new ArrayList<>();
    for (Path rule : rules) {
      Path tests = tests(rule);
      if (Files.isRegularFile(tests)) {
        run.run(rule, tests);
      } else {
        untested.add(rule);
      }
    }
    switch (format) {
      case JSON -> Json.document(json(run, untested), console.out());
      case JUNIT -> console.out().print(JunitReport.of(run.outcomes()));
      case TABLE, JSONL, CSV, SARIF, MARKDOWN -> table(run, untested);
    }
    RuleFiles.print(run.issues(), console);
    for (BrokenFile file : run.broken()) {
      console.err().println(file.file() + ": error SX-SIGMA-071: " + file.message());
    }
    if (!run.issues().isEmpty() || !run.broken().isEmpty()) {
      return ExitCode.BAD_INPUT.number();
    }
    boolean passed = run.outcomes().stream().allMatch(Outcome::passed);
    return (passed ? ExitCode.DONE : ExitCode.FOUND).number();
  }

  private static Path tests(Path rule) {
    String name = rule.getFileName().toString();
    String stem = name.substring(0, Math.max(0, name.lastIndexOf('.')));
    return rule.resolveSibling(stem + RuleFiles.TESTS);
  }

  private static List<SigmaDocument> library(List<Path> rules) {
    SigmaReader reader = new SigmaReader();
    List<SigmaDocument> library = new ArrayList<>();
    for (Path rule : rules) {
      try {
        library.addAll(reader.read(rule.toString(), Files.readString(rule)).documents());
      } catch (IOException e) {
        throw Console.unreadable(rule.toString(), e);
      }
    }
    return library;
  }

  private void table(TestRun run, List<Path> untested) {
    TablePrinter table = new TablePrinter("RESULT", "EXPECTED", "CASE", "FILE", "WHY");
    List<Outcome> failed = run.outcomes().stream().filter(outcome -> !outcome.passed()).toList();
    for (Outcome outcome : failed) {
      table.row(
          "FAILED",
          outcome.mustFire() ? "match" : "no-match",
          outcome.name(),
          outcome.file(),
          outcome.reason());
    }
    if (!failed.isEmpty()) {
      table.print(console.out());
    }
    int all = run.outcomes().size();
    console.out().println((all - failed.size()) + " of " + all + " cases passed");
    if (!untested.isEmpty()) {
      console.out().println(untested.size() + " rule files have no cases: " + shown(untested));
    }
  }

  private static String shown(List<Path> files) {
    String shown =
        String.join(
            ", ", files.stream().limit(5).map(path -> path.getFileName().toString()).toList());
    return files.size() > 5 ? shown + ", …" : shown;
  }

  private static ObjectNode json(TestRun run, List<Path> untested) {
    ObjectNode document = Json.object();
    document.put("cases", run.outcomes().size());
    document.put("failed", run.outcomes().stream().filter(outcome -> !outcome.passed()).count());
    ArrayNode list = document.putArray("results");
    for (Outcome outcome : run.outcomes()) {
      list.addObject()
          .put("file", outcome.file().toString())
          .put("case", outcome.name())
          .put("expected", outcome.mustFire() ? "match" : "no-match")
          .put("passed", outcome.passed())
          .put("reason", outcome.reason());
    }
    ArrayNode without = document.putArray("untested");
    untested.forEach(path -> without.add(path.toString()));
    return document;
  }
}
