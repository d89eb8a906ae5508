package io.sextant.cli.sigma;

import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import io.sextant.cli.OutputFormat;
import io.sextant.sigma.CorrelationRule;
import io.sextant.sigma.DetectionRule;
import io.sextant.sigma.FilterRule;
import io.sextant.sigma.Issue;
import io.sextant.sigma.LogSource;
import io.sextant.sigma.RuleHeader;
import io.sextant.sigma.SigmaDocument;
import io.sextant.sigma.explain.Explanation;
import io.sextant.sigma.explain.RuleExplainer;
import io.sextant.sigma.pipeline.Pipelines;
import io.sextant.sigma.pipeline.PreparedRules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Says what rules ask, and of events why they match or not.
@Command(
    name = "explain",
    description = "Says in words what rules ask, and of events why they match or not.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  /// Events explained; of more, the first.
  private static final int MAX_EVENTS = 100;

  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
  private CommandSpec spec;

  @Option(
      names = "--event",
      paramLabel = "FILE",
      description = "Events to explain the rules for (the first 100); - is standard input.")
  private Optional<String> events = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table (text) or json (default: table).")
  private OutputFormat format = OutputFormat.TABLE;

  @Mixin private final PipelineOptions pipelines = new PipelineOptions();

  @Mixin private final ReadingOptions reading = new ReadingOptions();

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "Rule files and folders of them.")
  private List<Path> paths = List.of();

  /// An event to explain.
  private record Asked(long index, LogSource source, JsonNode body) {}

  ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    format.require(EnumSet.of(OutputFormat.TABLE, OutputFormat.JSON), spec);
    Pipelines chosen = pipelines.read(console);
    RuleFiles read = RuleFiles.read(paths, reading.with(chosen.placeholders()));
    PreparedRules prepared = PreparedRules.of(chosen, read.documents());
    List<Issue> errors = new ArrayList<>(RuleFiles.errors(read.issues()));
    errors.addAll(prepared.issues());
    List<Asked> asked = new ArrayList<>();
    EventFiles files =
        new EventFiles(
            console,
            chosen,
            (_, index, source, body) -> {
              if (asked.size() < MAX_EVENTS) {
                asked.add(new Asked(index, source, body));
              }
            });
    events.ifPresent(files::read);
    ArrayNode all = Json.array();
    for (SigmaDocument document : prepared.documents()) {
      switch (format) {
        case JSON -> all.add(json(document, asked));
        case TABLE, JSONL, CSV, JUNIT, SARIF, MARKDOWN -> text(document, asked);
      }
    }
    if (format == OutputFormat.JSON) {
      Json.document(all, console.out());
    }
    RuleFiles.print(errors, console);
    boolean clean = !files.reportProblems() && errors.isEmpty();
    return (clean ? ExitCode.DONE : ExitCode.BAD_INPUT).number();
  }

  private static String about(RuleHeader header) {
    LogSource source = header.logSource();
    String named =
        Stream.of(source.product(), source.category(), source.service())
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("/"));
    return named.isEmpty() ? "any log" : named;
  }

  private void text(SigmaDocument document, List<Asked> asked) {
    RuleHeader header = document.header();
    console.out().println(header.title() + " (" + header.id() + ")");
    switch (document) {
      case CorrelationRule rule -> console.out().println("  " + RuleExplainer.describe(rule));
      case DetectionRule rule -> detection(rule, asked);
      case FilterRule rule ->
          detection(new DetectionRule(header, rule.selections(), rule.conditions()), asked);
    }
    console.out().println();
  }

  private void detection(DetectionRule rule, List<Asked> asked) {
    RuleExplainer explainer = new RuleExplainer(rule);
    if (asked.isEmpty()) {
      console.out().println("  matches events of " + about(rule.header()) + " with");
      tree(explainer.explain(), "  ");
    }
    for (Asked event : asked) {
      boolean admitted = rule.header().logSource().admits(event.source());
      Explanation explanation = explainer.explain(event.body());
      boolean matches = admitted && explanation.holds().orElse(false);
      console
          .out()
          .println(
              "  event "
                  + event.index()
                  + (matches ? " matches" : " does not match")
                  + (admitted ? "" : ": it is not of " + about(rule.header())));
      tree(explanation, "  ");
    }
  }

  private void tree(Explanation node, String indentation) {
    String mark = node.holds().map(holds -> holds ? "[yes] " : "[no]  ").orElse("");
    String found = node.found().isEmpty() ? "" : "   <- " + node.found();
    console.out().println((indentation + mark + node.text() + found).replaceAll("\\p{Cntrl}", " "));
    node.parts().forEach(part -> tree(part, indentation + "  "));
  }

  private static ObjectNode json(SigmaDocument document, List<Asked> asked) {
    RuleHeader header = document.header();
    ObjectNode json =
        Json.object()
            .put("rule", header.id().value())
            .put("title", header.title())
            .put("logsource", about(header));
    switch (document) {
      case CorrelationRule rule -> json.put("text", RuleExplainer.describe(rule));
      case DetectionRule rule -> detection(rule, asked, json);
      case FilterRule rule ->
          detection(new DetectionRule(header, rule.selections(), rule.conditions()), asked, json);
    }
    return json;
  }

  private static void detection(DetectionRule rule, List<Asked> asked, ObjectNode json) {
    RuleExplainer explainer = new RuleExplainer(rule);
    json.set("asks", json(explainer.explain()));
    ArrayNode events = json.putArray("events");
    for (Asked event : asked) {
      Explanation explanation = explainer.explain(event.body());
      boolean admitted = rule.header().logSource().admits(event.source());
      ObjectNode answer = events.addObject().put("event", event.index());
      answer.put("logsourceFits", admitted);
      answer.put("matches", admitted && explanation.holds().orElse(false));
      answer.set("why", json(explanation));
      ArrayNode deciding = answer.putArray("deciding");
      explanation.deciding().forEach(node -> deciding.add(json(node)));
    }
  }

  private static ObjectNode json(Explanation node) {
    ObjectNode json = Json.object().put("text", node.text());
    node.holds().ifPresent(holds -> json.put("holds", holds));
    if (!node.found().isEmpty()) {
      json.put("found", node.found());
    }
    if (!node.parts().isEmpty()) {
      ArrayNode parts = json.putArray("parts");
      node.parts().forEach(part -> parts.add(json(part)));
    }
    return json;
  }
}
