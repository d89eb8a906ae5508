package io.sextant.cli.sigma;

import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import io.sextant.cli.OutputFormat;
import io.sextant.sigma.Issue;
import io.sextant.sigma.pipeline.Pipelines;
import io.sextant.sigma.translate.Target;
import io.sextant.sigma.translate.Translator;
import io.sextant.sigma.translate.Windows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Translates rules into the query languages of other products.
@Command(
    name = "translate",
    description = "Translates rules into the query languages of other products.",
    mixinStandardHelpOptions = true)
final class TranslateCommand implements Callable<Integer> {
  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
  private CommandSpec spec;

  @Option(
      names = "--target",
      paramLabel = "TARGET",
      required = true,
      description = "sentinel, defender, splunk, esql, lucene or sqlite.")
  private String target = "";

  @Option(
      names = "--table",
      paramLabel = "NAME",
      description =
          "What queries read: a table or index. Sentinel and Defender then get no mapping of theirs.")
  private Optional<String> table = Optional.empty();

  @Option(
      names = "--windows",
      paramLabel = "HOW",
      defaultValue = "sliding",
      description =
          "How correlations cut time: sliding (default), as the engine does, or fixed: at fixed"
              + " moments, which misses what straddles one. SQLite always slides.")
  private String windows = "sliding";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table (queries as text), json or jsonl (default: table).")
  private OutputFormat format = OutputFormat.TABLE;

  @Mixin private final PipelineOptions pipelines = new PipelineOptions();

  @Mixin private final ReadingOptions reading = new ReadingOptions();

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "Rule files and folders of them.")
  private List<Path> paths = List.of();

  TranslateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    format.require(EnumSet.of(OutputFormat.TABLE, OutputFormat.JSON, OutputFormat.JSONL), spec);
    Target wanted =
        Target.named(target)
            .orElseThrow(() ->
                new ParameterException(
                    spec.commandLine(),
                    "unknown target '"
                        + target
                        + "'; expected "
                        + String.join(", ", Target.labels())));
    Windows cut =
        Windows.named(windows)
            .orElseThrow(() ->
                new ParameterException(
                    spec.commandLine(),
                    "unknown windows '" + windows + "'; expected sliding or fixed"));
    Pipelines chosen = pipelines.read(console);
    RuleFiles read = RuleFiles.read(paths, reading.with(chosen.placeholders()));
    Translator.Result result =
        new Translator(wanted, chosen, table, cut).translate(read.documents());
    List<Issue> errors = new ArrayList<>(RuleFiles.errors(read.issues()));
    errors.addAll(result.issues());
    switch (format) {
      case JSON -> {
        ArrayNode all = Json.array();
        result.translations().forEach(translation -> all.add(json(translation)));
        Json.document(all, console.out());
      }
      case JSONL ->
          result.translations().forEach(translation -> Json.line(json(translation), console.out()));
      case TABLE, CSV, JUNIT, SARIF, MARKDOWN ->
          result.translations().forEach(translation -> text(wanted, translation));
    }
    RuleFiles.print(errors, console);
    return (errors.isEmpty() ? ExitCode.DONE : ExitCode.BAD_INPUT).number();
  }

  private static ObjectNode json(Translator.Translation translation) {
    return Json.object()
        .put("rule", translation.rule().id().value())
        .put("title", translation.rule().title())
        .put("query", translation.query());
  }

  /// The query under a comment with the rule's title, in the comment style of the language.
  private void text(Target wanted, Translator.Translation translation) {
    String title = translation.rule().title().replaceAll("\\p{Cntrl}", " ");
    String comment =
        switch (wanted) {
          case SENTINEL, DEFENDER, ESQL -> "// " + title;
          case SPLUNK -> "```" + title.replace("`", "'") + "```";
          case LUCENE -> "# " + title;
          case SQLITE -> "-- " + title;
        };
    console.out().println(comment);
    console.out().println(translation.query() + (wanted == Target.SQLITE ? ";" : ""));
    console.out().println();
  }
}
