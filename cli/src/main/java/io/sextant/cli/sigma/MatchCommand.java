package io.sextant.cli.sigma;

import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import io.sextant.cli.OutputFormat;
import io.sextant.cli.TablePrinter;
import io.sextant.sigma.DerivedFields;
import io.sextant.sigma.Detection;
import io.sextant.sigma.EngineCounters;
import io.sextant.sigma.EngineLimits;
import io.sextant.sigma.Issue;
import io.sextant.sigma.LogSource;
import io.sextant.sigma.RuleHeader;
import io.sextant.sigma.RuleId;
import io.sextant.sigma.RuleSet;
import io.sextant.sigma.SigmaCompiler;
import io.sextant.sigma.SigmaEngine;
import io.sextant.sigma.SigmaEvent;
import io.sextant.sigma.pipeline.Pipelines;
import io.sextant.sigma.pipeline.PreparedRules;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Runs rules over recorded events and prints what matched.
@Command(
    name = "match",
    description = "Runs rules over recorded events and prints what matched.",
    mixinStandardHelpOptions = true)
final class MatchCommand implements Callable<Integer> {
  /// A file's number is kept above these bits of an event's reference, its line below.
  private static final int LINE_BITS = 40;

  private final Console console;
  private final DerivedFields content;
  private final List<String> names = new ArrayList<>();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
  private CommandSpec spec;

  @Option(
      names = "--rules",
      paramLabel = "PATH",
      required = true,
      arity = "1",
      description = "A rule file, or a folder of them; may be given more than once.")
  private List<Path> rules = List.of();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, json or jsonl (default: table).")
  private OutputFormat format = OutputFormat.TABLE;

  @Option(
      names = "--reorder",
      paramLabel = "SECONDS",
      description =
          "For recordings that are out of order by so much at most: correlations take events in the"
              + " order of their times and say the same in whatever order they stand.")
  private Optional<Integer> reorder = Optional.empty();

  @Mixin private final PipelineOptions pipelines = new PipelineOptions();

  @Mixin private final ReadingOptions reading = new ReadingOptions();

  @Parameters(
      paramLabel = "EVENTS",
      arity = "1..*",
      description =
          "Files of JSON events (lines, an array, or one after the other), also .gz and .zip; - is"
              + " standard input.")
  private List<String> files = List.of();

  MatchCommand(Console console, DerivedFields content) {
    this.console = console;
    this.content = content;
  }

  @Override
  public Integer call() {
    format.require(EnumSet.of(OutputFormat.TABLE, OutputFormat.JSON, OutputFormat.JSONL), spec);
    Pipelines chosen = pipelines.read(console);
    RuleFiles read = RuleFiles.read(rules, reading.with(chosen.placeholders()));
    PreparedRules prepared = PreparedRules.of(chosen, read.documents());
    SigmaCompiler.CompileResult compiled = new SigmaCompiler(content).compile(prepared.documents());
    List<Issue> errors = new ArrayList<>(RuleFiles.errors(read.issues()));
    errors.addAll(prepared.issues());
    errors.addAll(RuleFiles.errors(compiled.issues()));
    RuleFiles.print(errors, console);
    Run run = new Run(compiled.rules(), limits());
    EventFiles events = new EventFiles(console, chosen, run::event);
    files.forEach(events::read);
    run.finish();
    boolean clean = !events.reportProblems() && errors.isEmpty();
    return (clean ? ExitCode.DONE : ExitCode.BAD_INPUT).number();
  }

  private EngineLimits limits() {
    EngineLimits usual = EngineLimits.DEFAULT;
    if (reorder.isEmpty()) {
      return usual;
    }
    if (reorder.get() < 0) {
      throw new ParameterException(spec.commandLine(), "--reorder takes a number from 0 on");
    }
    Duration lateness = Duration.ofSeconds(reorder.get());
    return new EngineLimits(usual.groups(), usual.events(), lateness, true);
  }

  /// One run over all files.
  private final class Run {
    private final SigmaEngine engine;
    private final EngineLimits limits;
    private final Map<RuleId, RuleHeader> headers = new HashMap<>();
    private final Duration longest;
    private final ArrayNode all = Json.array();
    private final TablePrinter table = new TablePrinter("RULE", "LEVEL", "EVENT", "FILE", "TITLE");
    private Instant latest = Instant.EPOCH;
    private Instant previous = Instant.EPOCH;
    private boolean timeMissing;
    private long detections;

    Run(RuleSet rules, EngineLimits limits) {
      this.engine = SigmaEngine.of(rules, limits);
      this.limits = limits;
      this.longest = rules.longestWindow();
      rules.headers().forEach(header -> headers.put(header.id(), header));
    }

    private void event(String file, long index, LogSource source, JsonNode body) {
      if (names.isEmpty() || !names.getLast().equals(file)) {
        names.add(file);
      }
      long reference = (long) (names.size() - 1) << LINE_BITS | index;
      var stated = EventShape.time(body);
      timeMissing |= stated.isEmpty();
      previous = stated.orElse(previous);
      latest = previous.isAfter(latest) ? previous : latest;
      SigmaEvent event = new SigmaEvent(reference, previous, source, body);
      engine.accept(event).forEach(this::detection);
    }

    /// Decides what only time can decide, then prints what was held back.
    void finish() {
      if (!longest.isZero()) {
        Instant end = latest.plus(longest).plus(limits.lateness()).plus(Duration.ofDays(1));
        engine.advance(end).forEach(this::detection);
        if (timeMissing) {
          console
              .err()
              .println(
                  "sextant: some events state no time; correlations took that of the event before");
        }
      }
      report(engine.counters());
      switch (format) {
        case JSON -> Json.document(all, console.out());
        case TABLE -> {
          if (detections > 0) {
            table.print(console.out());
          }
        }
        case JSONL, CSV, JUNIT, SARIF, MARKDOWN -> {}
      }
    }

    private void report(EngineCounters counters) {
      if (counters.evictedGroups() + counters.evictedEvents() > 0) {
        console
            .err()
            .println(
                "sextant: correlations ran out of room: "
                    + counters.evictedGroups()
                    + " groups and "
                    + counters.evictedEvents()
                    + " events were dropped early");
      }
    }

    private void detection(Detection detection) {
      detections++;
      switch (format) {
        case JSON -> all.add(json(detection));
        case JSONL -> Json.line(json(detection), console.out());
        case TABLE -> row(detection);
        case CSV, JUNIT, SARIF, MARKDOWN -> {}
      }
    }

    private void row(Detection detection) {
      long newest = detection.events().getLast();
      RuleHeader header = headers.get(detection.rule());
      table.row(
          detection.rule(),
          header == null ? "" : header.level().name().toLowerCase(Locale.ROOT),
          line(newest),
          name(newest),
          header == null ? "" : header.title());
    }

    private ObjectNode json(Detection detection) {
      long newest = detection.events().getLast();
      ObjectNode json =
          Json.object()
              .put("rule", detection.rule().value())
              .put("event", line(newest))
              .put("file", name(newest));
      if (detection.events().size() > 1 || !detection.group().isEmpty()) {
        ArrayNode events = json.putArray("events");
        detection.events().forEach(event -> events.add(line(event)));
        if (detection.events().stream().map(this::name).distinct().count() > 1) {
          ArrayNode from = json.putArray("files");
          detection.events().forEach(event -> from.add(name(event)));
        }
        ObjectNode group = json.putObject("group");
        detection.group().forEach(group::put);
      }
      return json;
    }

    private long line(long reference) {
      return reference & ((1L << LINE_BITS) - 1);
    }

    private String name(long reference) {
      return names.get((int) (reference >> LINE_BITS));
    }
  }
}
