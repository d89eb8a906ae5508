package io.sextant.cli.sigma;

import io.sextant.cli.Console;
import io.sextant.cli.Diagnostic;
import io.sextant.cli.DocumentFiles;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import io.sextant.cli.OutputFormat;
import io.sextant.cli.TablePrinter;
import io.sextant.cli.sigma.TestRun.Outcome;
import io.sextant.sigma.DerivedFields;
import io.sextant.sigma.Issue;
import io.sextant.sigma.Placeholders;
import io.sextant.sigma.SigmaCompiler;
import io.sextant.sigma.SigmaDocument;
import io.sextant.sigma.SigmaReader;
import io.sextant.sigma.Timespan;
import io.sextant.sigma.pipeline.Pipelines;
import io.sextant.sigma.pipeline.PreparedRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Runs the examples stored beside rules.
@Command(
    name = "test",
    description =
        "Runs the examples (NAME.tests.yml) beside rules (NAME.yml), or counts matches in a recording.",
    mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {
  private final Console console;
  private final UnaryOperator<ObjectNode> derive;
  private final DerivedFields content;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
  private CommandSpec spec;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, json or junit (default: table).")
  private OutputFormat format = OutputFormat.TABLE;

  @Option(
      names = "--replay",
      paramLabel = "EVENTS",
      description =
          "Counts instead what the rules match in this recording of normal traffic, and proposes"
              + " thresholds; may be given more than once.")
  private List<String> recordings = List.of();

  @Option(
      names = "--per-day",
      paramLabel = "N",
      defaultValue = "1",
      description = "With --replay: alerts that a rule may give a day (default: 1).")
  private double perDay = 1;

  @Option(
      names = "--window",
      paramLabel = "TIME",
      defaultValue = "1h",
      description = "With --replay: window of thresholds for rules that have none (default: 1h).")
  private String window = "1h";

  @Mixin private final PipelineOptions pipelines = new PipelineOptions();

  @Mixin private final ReadingOptions reading = new ReadingOptions();

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "Rule files and folders of them.")
  private List<Path> paths = List.of();

  TestCommand(Console console, UnaryOperator<ObjectNode> derive, DerivedFields content) {
    this.console = console;
    this.derive = derive;
    this.content = content;
  }

  @Override
  public Integer call() {
    if (!recordings.isEmpty()) {
      return replay();
    }
    format.require(EnumSet.of(OutputFormat.TABLE, OutputFormat.JSON, OutputFormat.JUNIT), spec);
    List<Path> rules = RuleFiles.find(paths);
    SigmaReader reader = new SigmaReader(reading.with(Placeholders.NONE));
    TestRun run = new TestRun(derive, content, reader, library(rules, reader));
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
    Diagnostic.print(
        run.broken().stream().map(DocumentFiles::diagnostic).toList(), console.err(), false);
    if (!run.issues().isEmpty() || DocumentFiles.hasErrors(run.broken())) {
      return ExitCode.BAD_INPUT.number();
    }
    boolean passed = run.outcomes().stream().allMatch(Outcome::passed);
    return (passed ? ExitCode.DONE : ExitCode.FOUND).number();
  }

  private int replay() {
    format.require(EnumSet.of(OutputFormat.TABLE, OutputFormat.JSON), spec);
    Duration span =
        Timespan.parse(window)
            .orElseThrow(() ->
                new ParameterException(
                    spec.commandLine(),
                    "--window must be a time such as 90s, 5m or 1d, found '" + window + "'"));
    Pipelines chosen = pipelines.read(console);
    RuleFiles read = RuleFiles.read(paths, reading.with(chosen.placeholders()));
    PreparedRules prepared = PreparedRules.of(chosen, read.documents());
    List<SigmaDocument> documents = Replay.open(prepared.documents());
    SigmaCompiler.CompileResult compiled = new SigmaCompiler(content).compile(documents);
    List<Issue> errors = new ArrayList<>(RuleFiles.errors(read.issues()));
    errors.addAll(prepared.issues());
    errors.addAll(RuleFiles.errors(compiled.issues()));
    Replay replay = new Replay(documents, compiled.rules());
    EventFiles events =
        new EventFiles(console, chosen, (_, _, source, body) -> replay.event(source, body));
    recordings.forEach(events::read);
    replay.finish();
    new ReplayReport(replay, replay.lines(span, perDay), perDay).print(format, console);
    RuleFiles.print(errors, console);
    boolean clean = !events.reportProblems() && errors.isEmpty();
    return (clean ? ExitCode.DONE : ExitCode.BAD_INPUT).number();
  }

  private static Path tests(Path rule) {
    String name = rule.getFileName().toString();
    String stem = name.substring(0, Math.max(0, name.lastIndexOf('.')));
    return rule.resolveSibling(stem + RuleFiles.TESTS);
  }

  private static List<SigmaDocument> library(List<Path> rules, SigmaReader reader) {
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
