package io.sextant.cli.detect;

import io.sextant.atlas.ReleaseIndex;
import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.Diagnostic;
import io.sextant.cli.ExitCode;
import io.sextant.cli.OutputFormat;
import io.sextant.cli.atlas.LibraryOptions;
import io.sextant.core.IdSource;
import io.sextant.core.Uuid7;
import io.sextant.core.detection.Detector;
import io.sextant.core.detection.RulePack;
import io.sextant.core.telemetry.BoundedInputStream;
import io.sextant.core.telemetry.JsonNormalizer;
import io.sextant.core.telemetry.Limits;
import io.sextant.core.telemetry.RawNormalizer;
import io.sextant.core.telemetry.Refusal;
import io.sextant.gateway.content.EventInspection;
import io.sextant.sigma.Issue;
import io.sextant.sigma.Level;
import io.sextant.sigma.LogSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/// Finds attacks in telemetry files, offline.
@Command(
    name = "detect",
    description = "Finds attacks in telemetry files: OTLP/JSON, JSON lines, Bedrock, Azure OpenAI.",
    mixinStandardHelpOptions = true)
public final class DetectCommand implements Callable<Integer> {
  private static final Set<OutputFormat> FORMATS =
      EnumSet.of(OutputFormat.TABLE, OutputFormat.JSON, OutputFormat.JSONL, OutputFormat.CSV);

  /// Bytes that one compressed file may become; some thousand times what a disk full of prompts
  /// packs.
  private static final long MAX_DECOMPRESSED = 16L << 30;

  /// Errors in rules that are shown.
  private static final int SHOWN_ERRORS = 20;

  private final Console console;
  private final InstantSource clock = InstantSource.system();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
  private CommandSpec command;

  @Mixin private final LibraryOptions library = new LibraryOptions();

  @Option(
      names = "--release",
      paramLabel = "TAG",
      description = "The ATLAS release that findings name techniques of (default: the newest).")
  private Optional<String> release = Optional.empty();

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description = "A folder or file of Sigma rules; repeatable (default: the bundled rules).")
  private List<Path> rules = List.of();

  @Option(
      names = "--input",
      paramLabel = "FORMAT",
      defaultValue = "AUTO",
      description =
          "auto, otlp-logs, otlp-traces, json-lines, bedrock, azure-openai, or raw: records go to"
              + " the rules as they are (default: auto).")
  private InputFormat input = InputFormat.AUTO;

  @Option(
      names = "--logsource",
      paramLabel = "KEY=VALUE",
      split = ",",
      description =
          "With --input raw, what the records are: product=windows,category=…,service=…; @NAME"
              + " takes the value from that field of each record.")
  private Map<String, String> logSource = Map.of();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "TABLE",
      description = "table, json, jsonl or csv (default: table).")
  private OutputFormat format = OutputFormat.TABLE;

  @Option(
      names = "--fail-on",
      paramLabel = "LEVEL",
      description = "End with exit code 1 when a finding has this level or a higher one.")
  private Optional<Level> failOn = Optional.empty();

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Files to search, in order; - is standard input, *.gz is decompressed.")
  private List<String> files = List.of();

  public DetectCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    checkUsage();
    ReleaseIndex index = library.release(console, release);
    RulePack pack =
        RulePack.of(RuleFolders.read(rules), index, Optional.of(EventInspection.builtIn()));
    report(pack);
    IdSource ids = new Uuid7(clock, new SplittableRandom());
    Results results = new Results(format, failOn, new FindingOutput(index), console.out());
    Progress progress = new Progress(console, clock);
    Search search =
        new Search(new Detector(pack, ids, _ -> Optional.empty()), results::take, progress);
    boolean allOpened = true;
    for (String file : files) {
      allOpened &= search(file, ids, search);
    }
    search.finish();
    Duration took = progress.finish();
    results.finish(search, pack);
    summarise(search, took);
    if (!allOpened || (search.events() == 0 && search.refused() > 0)) {
      return ExitCode.BAD_INPUT.number();
    }
    return (results.failed() ? ExitCode.FOUND : ExitCode.DONE).number();
  }

  private void checkUsage() {
    format.require(FORMATS, command);
    Set<String> unknown = new java.util.TreeSet<>(logSource.keySet());
    unknown.removeAll(Set.of("product", "category", "service"));
    if (!unknown.isEmpty()) {
      throw new ParameterException(
          command.commandLine(),
          "--logsource has product, category and service, not " + String.join(", ", unknown));
    }
    if (!logSource.isEmpty() && input != InputFormat.RAW) {
      throw new ParameterException(command.commandLine(), "--logsource goes with --input raw");
    }
  }

  private void report(RulePack pack) {
    List<Issue> errors =
        pack.issues().stream().filter(i -> i.severity() == Issue.Severity.ERROR).toList();
    Diagnostic.print(
        errors.stream().limit(SHOWN_ERRORS).map(DetectCommand::diagnostic).toList(),
        console.err(),
        console.colour() && console.errIsTerminal());
    if (errors.size() > SHOWN_ERRORS) {
      console
          .err()
          .println(
              "… of %,d errors in rules; 'sextant sigma check' lists all".formatted(errors.size()));
    }
    if (pack.headers().isEmpty()) {
      throw new CommandFailure(ExitCode.BAD_INPUT, "there is no rule that can run", "");
    }
  }

  private static Diagnostic diagnostic(Issue issue) {
    return new Diagnostic(
        issue.code(),
        Diagnostic.Severity.ERROR,
        issue.file(),
        issue.line(),
        issue.column(),
        issue.lineText(),
        issue.message(),
        issue.hint());
  }

  /// @return false when the file cannot be opened
  private boolean search(String file, IdSource ids, Search search) {
    search.startFile(file);
    try (InputStream opened = console.open(file)) {
      InputStream in =
          file.endsWith(".gz") ? new BoundedInputStream(opened, MAX_DECOMPRESSED) : opened;
      if (input == InputFormat.RAW) {
        new RawNormalizer(Limits.DEFAULT, clock, ids).read(in, file, this::logSource, search);
      } else {
        new JsonNormalizer(Limits.DEFAULT, clock, ids).read(in, file, input.format(), search);
      }
      return true;
    } catch (CommandFailure e) {
      console.err().println("sextant: " + e.getMessage());
      return false;
    } catch (IOException e) {
      console.err().println("sextant: " + Console.unreadable(file, e).getMessage());
      return false;
    }
  }

  private LogSource logSource(ObjectNode record) {
    return new LogSource(
        part(record, "category"), part(record, "product"), part(record, "service"));
  }

  private String part(ObjectNode record, String key) {
    String value = logSource.getOrDefault(key, "");
    return value.startsWith("@") ? record.path(value.substring(1)).asString("") : value;
  }

  private void summarise(Search search, Duration took) {
    for (Refusal refusal : search.refusals()) {
      console
          .err()
          .println(
              "%s:%d: refused %s: %s"
                  .formatted(
                      refusal.source(), refusal.position(), refusal.code(), refusal.message()));
    }
    if (search.refused() > Search.SHOWN_REFUSALS) {
      console.err().println("… in all: " + search.refusedByCode());
    }
    double seconds = took.toMillis() / 1000.0;
    console
        .err()
        .println(
            "%,d events, %,d refused, %,d not about AI; %,d findings in %.1f s"
                .formatted(
                    search.events(),
                    search.refused(),
                    search.ignoredRecords(),
                    search.findings(),
                    seconds));
  }
}
