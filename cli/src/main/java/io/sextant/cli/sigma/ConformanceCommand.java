package io.sextant.cli.sigma;

import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import io.sextant.cli.OutputFormat;
import io.sextant.cli.TablePrinter;
import io.sextant.cli.sigma.ConformanceCase.Match;
import io.sextant.cli.sigma.ConformanceCase.NotMatches;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Runs an engine over a conformance suite and says where it differs.
@Command(
    name = "conformance",
    description = "Runs an engine over a conformance suite and says where it differs.",
    mixinStandardHelpOptions = true)
final class ConformanceCommand implements Callable<Integer> {
  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
  private CommandSpec spec;

  @Option(
      names = "--engine",
      paramLabel = "COMMAND",
      description =
          "A command that takes --rules FOLDER EVENTS and prints {\"rule\", \"event\"} lines"
              + " (default: this engine).")
  private Optional<String> engine = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table or json (default: table).")
  private OutputFormat format = OutputFormat.TABLE;

  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      defaultValue = "sigma/conformance",
      description = "The suite, or a folder of it (default: sigma/conformance).")
  private Path suite = Path.of("sigma/conformance");

  ConformanceCommand(Console console) {
    this.console = console;
  }

  /// How a case went.
  ///
  /// @param problem why the engine gave no answer; empty when it gave one
  private record Outcome(String name, List<Match> missing, List<Match> extra, String problem) {
    boolean passed() {
      return missing.isEmpty() && extra.isEmpty() && problem.isEmpty();
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    format.require(EnumSet.of(OutputFormat.TABLE, OutputFormat.JSON), spec);
    ConformanceEngine chosen =
        engine
            .<ConformanceEngine>map(ConformanceEngine.Command::of)
            .orElseGet(ConformanceEngine.Own::new);
    List<Outcome> outcomes = new ArrayList<>();
    for (ConformanceCase c : ConformanceCase.under(suite)) {
      outcomes.add(run(c, chosen));
    }
    switch (format) {
      case JSON -> Json.document(json(outcomes), console.out());
      case TABLE, JSONL, CSV, JUNIT, SARIF, MARKDOWN -> table(outcomes);
    }
    boolean passed = outcomes.stream().allMatch(Outcome::passed);
    return (passed ? ExitCode.DONE : ExitCode.FOUND).number();
  }

  private static Outcome run(ConformanceCase c, ConformanceEngine engine)
      throws InterruptedException {
    List<Match> missing = new ArrayList<>(c.expected());
    try {
      List<Match> extra = new ArrayList<>();
      for (Match found : ConformanceCase.matches(engine.run(c.arguments()))) {
        if (!missing.remove(found)) {
          extra.add(found);
        }
      }
      missing.sort(null);
      extra.sort(null);
      return new Outcome(c.name(), missing, extra, "");
    } catch (NotMatches | IOException e) {
      return new Outcome(c.name(), missing, List.of(), String.valueOf(e.getMessage()));
    }
  }

  private void table(List<Outcome> outcomes) {
    TablePrinter table = new TablePrinter("CASE", "MISSING", "TOO MUCH", "PROBLEM");
    List<Outcome> failed = outcomes.stream().filter(outcome -> !outcome.passed()).toList();
    for (Outcome outcome : failed) {
      table.row(outcome.name(), text(outcome.missing()), text(outcome.extra()), outcome.problem());
    }
    if (!failed.isEmpty()) {
      table.print(console.out());
    }
    console
        .out()
        .println((outcomes.size() - failed.size()) + " of " + outcomes.size() + " cases agree");
  }

  private static String text(List<Match> matches) {
    return matches.stream().map(Match::toString).collect(Collectors.joining(", "));
  }

  private static ObjectNode json(List<Outcome> outcomes) {
    ObjectNode document = Json.object();
    document.put("cases", outcomes.size());
    document.put("agree", outcomes.stream().filter(Outcome::passed).count());
    ArrayNode list = document.putArray("failed");
    for (Outcome outcome : outcomes) {
      if (!outcome.passed()) {
        ObjectNode node = list.addObject();
        node.put("case", outcome.name());
        matches(outcome.missing(), node.putArray("missing"));
        matches(outcome.extra(), node.putArray("extra"));
        node.put("problem", outcome.problem());
      }
    }
    return document;
  }

  private static void matches(List<Match> matches, ArrayNode into) {
    matches.forEach(
        match -> into.addObject().put("rule", match.rule()).put("event", match.event()));
  }
}
