package io.sextant.cli.atlas;

import io.sextant.atlas.Lookup;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.Tactic;
import io.sextant.atlas.TacticId;
import io.sextant.atlas.suggest.AcceptedTag;
import io.sextant.atlas.suggest.Suggester;
import io.sextant.atlas.suggest.Suggestion;
import io.sextant.cli.Console;
import io.sextant.cli.Diagnostic;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import io.sextant.cli.OutputFormat;
import io.sextant.cli.TablePrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Ranks the techniques that texts may speak of.
@Command(
    name = "suggest",
    description = "Ranks the techniques that a text may speak of, with the words that say so.",
    mixinStandardHelpOptions = true)
final class SuggestCommand implements Callable<Integer> {
  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
  private CommandSpec spec;

  @Mixin private final LibraryOptions options = new LibraryOptions();
  @Mixin private final FormatOption format = new FormatOption();

  @Option(
      names = "--release",
      paramLabel = "TAG",
      description = "The release (default: the newest).")
  private Optional<String> release = Optional.empty();

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description =
          "Texts, one JSON object {\"text\", \"tactic\"?} a line; - for standard input, .gz is"
              + " decompressed.")
  private Optional<String> input = Optional.empty();

  @Option(
      names = "--learn",
      paramLabel = "FILE",
      description =
          "Remember accepted tags, one JSON object {\"text\", \"technique\"} a line, in the data"
              + " folder; - for standard input.")
  private Optional<String> learn = Optional.empty();

  @Option(
      names = "--tactic",
      paramLabel = "TACTIC",
      description = "The tactic that TEXT speaks of, by id or name.")
  private Optional<String> tactic = Optional.empty();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "5",
      description = "The most suggestions for a text (default: 5).")
  private int limit;

  @Parameters(paramLabel = "TEXT", arity = "0..*", description = "The text, when not --input.")
  private String[] words = {};

  SuggestCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (learn.isPresent()) {
      return learn(learn.get());
    }
    if (input.isPresent() == (words.length > 0)) {
      throw new ParameterException(
          spec.commandLine(), "expected either TEXT or --input FILE, and not both");
    }
    if (input.isPresent() && tactic.isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "--tactic belongs to TEXT; with --input each line states its own");
    }
    ReleaseIndex index = options.release(console, release);
    Suggester suggester = Suggester.of(index, options.weights(console)).with(tags().all(console));
    console.err().println(basis(index, suggester) + remembered(suggester));
    return input.isPresent()
        ? suggestAll(input.get(), index, suggester)
        : suggestOne(index, suggester);
  }

  private AcceptedTags tags() {
    return new AcceptedTags(options.dataFolder(console));
  }

  /// Keeps the tags of a file when every line of it can be read.
  private int learn(String file) {
    if (input.isPresent() || words.length > 0) {
      throw new ParameterException(spec.commandLine(), "--learn goes without TEXT and --input");
    }
    List<Diagnostic> problems = new ArrayList<>();
    List<AcceptedTag> accepted = new ArrayList<>();
    ReleaseIndex index = options.release(console, release);
    for (AcceptedTags.Line line : AcceptedTags.read(console, file)) {
      Optional<AcceptedTag> tag = line.tag();
      String problem =
          tag.isPresent() && index.technique(tag.get().technique()).isEmpty()
              ? index.lookup(tag.get().technique().value()).explanation()
              : line.problem();
      if (problem.isEmpty()) {
        tag.ifPresent(accepted::add);
      } else {
        problems.add(wrongTag(file, line.number(), problem));
      }
    }
    Diagnostic.print(problems, console.err(), console.colour() && console.errIsTerminal());
    if (!problems.isEmpty()) {
      return ExitCode.BAD_INPUT.number();
    }
    int added = tags().add(console, accepted);
    console
        .out()
        .println(added + " accepted tags remembered, " + (accepted.size() - added) + " known");
    return ExitCode.DONE.number();
  }

  private static Diagnostic wrongTag(String file, int line, String problem) {
    return new Diagnostic(
        "SX-ATLAS-042",
        Diagnostic.Severity.ERROR,
        file,
        line,
        0,
        "",
        problem,
        "A line is {\"text\": \"…\", \"technique\": \"AML.T0051\"}; nothing was remembered.");
  }

  private static String remembered(Suggester suggester) {
    return suggester.accepted() == 0
        ? ""
        : "; and " + suggester.accepted() + " tags that you accepted";
  }

  private int suggestOne(ReleaseIndex index, Suggester suggester) {
    Optional<TacticId> column =
        tactic.map(typed ->
            tactic(index, typed)
                .orElseThrow(
                    () -> new ParameterException(spec.commandLine(), unknownTactic(index, typed))));
    List<Suggestion> suggestions =
        suggester.suggest(String.join(" ", words), column, Math.max(1, limit));
    switch (format.format()) {
      case JSONL -> Json.line(answer(suggestions), console.out());
      case JSON -> {
        ObjectNode document = Json.object().put("release", index.release().id().tag());
        document.setAll(answer(suggestions));
        Json.document(document, console.out());
      }
      case TABLE, CSV, JUNIT, SARIF, MARKDOWN -> {
        TablePrinter table = new TablePrinter("ID", "NAME", "SCORE", "TRUST", "WHY");
        suggestions.forEach(suggestion -> row(table, suggestion));
        table.print(console.out());
      }
    }
    return ExitCode.DONE.number();
  }

  private int suggestAll(String file, ReleaseIndex index, Suggester suggester) {
    List<Diagnostic> problems = new ArrayList<>();
    ArrayNode items = Json.array();
    TablePrinter table = new TablePrinter("LINE", "ID", "NAME", "SCORE", "TRUST", "WHY");
    SuggestInput.read(
        console,
        file,
        line -> {
          List<Suggestion> suggestions = List.of();
          line.problem()
              .ifPresent(message -> problems.add(problem("SX-ATLAS-040", file, line, message)));
          if (line.problem().isEmpty()) {
            Optional<TacticId> column = line.tactic().flatMap(typed -> tactic(index, typed));
            if (column.isEmpty()) {
              line.tactic()
                  .ifPresent(typed ->
                      problems.add(
                          problem("SX-ATLAS-033", file, line, unknownTactic(index, typed))));
            }
            suggestions = suggester.suggest(line.text(), column, Math.max(1, limit));
          }
          ObjectNode answer = answer(suggestions);
          line.problem().ifPresent(message -> answer.put("problem", message));
          switch (format.format()) {
            case JSONL -> Json.line(answer, console.out());
            case JSON -> items.add(answer);
            case TABLE, CSV, JUNIT, SARIF, MARKDOWN ->
                suggestions.forEach(suggestion -> row(table, line.number(), suggestion));
          }
        });
    if (format.format() == OutputFormat.JSON) {
      ObjectNode document = Json.object().put("release", index.release().id().tag());
      document.set("items", items);
      Json.document(document, console.out());
    } else if (format.format() == OutputFormat.TABLE) {
      table.print(console.out());
    }
    Diagnostic.print(problems, console.err(), console.colour() && console.errIsTerminal());
    return problems.isEmpty() ? ExitCode.DONE.number() : ExitCode.BAD_INPUT.number();
  }

  private static Diagnostic problem(
      String code, String file, SuggestInput.Line line, String message) {
    return new Diagnostic(
        code,
        Diagnostic.Severity.ERROR,
        file,
        line.number(),
        0,
        "",
        message,
        "A line is {\"text\": \"…\"} or {\"text\": \"…\", \"tactic\": \"AML.TA0005\"}.");
  }

  private static Optional<TacticId> tactic(ReleaseIndex index, String typed) {
    return index.lookup(typed) instanceof Lookup.Found found
            && found.object() instanceof Tactic known
        ? Optional.of(known.id())
        : index.release().tactics().stream()
            .filter(known -> known.name().equalsIgnoreCase(typed.strip()))
            .map(Tactic::id)
            .findFirst();
  }

  private static String unknownTactic(ReleaseIndex index, String typed) {
    return "release " + index.release().id() + " has no tactic '" + typed + "'";
  }

  private static ObjectNode answer(List<Suggestion> suggestions) {
    ObjectNode answer = Json.object();
    ArrayNode items = answer.putArray("suggestions");
    for (Suggestion suggestion : suggestions) {
      ObjectNode item = items.addObject();
      item.put("technique", suggestion.technique().id().value());
      item.put("name", suggestion.technique().fullName());
      item.put("score", rounded(suggestion.score()));
      item.put("confidence", suggestion.confidence().name().toLowerCase(Locale.ROOT));
      ArrayNode why = item.putArray("why");
      suggestion.why().forEach(evidence -> why.add(evidence.words()));
    }
    return answer;
  }

  private static double rounded(double score) {
    return Math.round(score * 1e6) / 1e6;
  }

  private static void row(TablePrinter table, Suggestion suggestion) {
    table.row(
        suggestion.technique().id(),
        suggestion.technique().fullName(),
        percent(suggestion),
        suggestion.confidence().name().toLowerCase(Locale.ROOT),
        why(suggestion));
  }

  private static void row(TablePrinter table, int line, Suggestion suggestion) {
    table.row(
        line,
        suggestion.technique().id(),
        suggestion.technique().fullName(),
        percent(suggestion),
        suggestion.confidence().name().toLowerCase(Locale.ROOT),
        why(suggestion));
  }

  private static String percent(Suggestion suggestion) {
    return Math.round(suggestion.score() * 100) + " %";
  }

  private static String why(Suggestion suggestion) {
    return suggestion.why().stream()
        .map(Suggestion.Evidence::words)
        .collect(Collectors.joining(" … "));
  }

  private static String basis(ReleaseIndex index, Suggester suggester) {
    String tag = index.release().id().tag();
    return switch (suggester.basis()) {
      case Suggester.Basis.ReleaseText(int steps) ->
          "learned from the imported release "
              + tag
              + " and "
              + steps
              + " steps of its case studies";
      case Suggester.Basis.ShippedWeights(int steps) ->
          "release "
              + tag
              + " is built in, without text: using the shipped weights, learned from "
              + steps
              + " case-study steps and Sextant's own words";
      case Suggester.Basis.OwnWords() ->
          "release " + tag + " has no text: learned from Sextant's own words alone";
    };
  }
}
