package io.sextant.cli.atlas;

import io.sextant.atlas.AtlasObject;
import io.sextant.atlas.Lookup;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.Tactic;
import io.sextant.atlas.awareness.AwarenessJson;
import io.sextant.atlas.awareness.Quiz;
import io.sextant.atlas.awareness.QuizQuestion;
import io.sextant.atlas.awareness.QuizSheet;
import io.sextant.atlas.detection.DetectionCatalogue;
import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Prints questions with a choice of answers about techniques.
@Command(
    name = "quiz",
    description = "Makes questions with a choice of answers, and the solutions.",
    mixinStandardHelpOptions = true)
final class QuizCommand implements Callable<Integer> {
  private static final int MOST = 500;

  /// What can be printed.
  enum Shape {
    MD,
    JSON
  }

  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
  private CommandSpec spec;

  @Mixin private final LibraryOptions options = new LibraryOptions();

  @Option(
      names = "--release",
      paramLabel = "TAG",
      description = "The release (default: the current one).")
  private Optional<String> release = Optional.empty();

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "How many, 1 to 500 (default: ${DEFAULT-VALUE}).")
  private int count = 10;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The same number gives the same questions (default: ${DEFAULT-VALUE}).")
  private int seed = 1;

  @Option(
      names = "--tactic",
      paramLabel = "TACTIC",
      description = "Only techniques of this tactic (id or name).")
  private Optional<String> tactic = Optional.empty();

  @Option(names = "--format", paramLabel = "FORMAT", description = "md or json (default: md).")
  private Shape shape = Shape.MD;

  QuizCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (count < 1 || count > MOST) {
      throw new ParameterException(
          spec.commandLine(), "--count must be 1 to " + MOST + ", found " + count);
    }
    ReleaseIndex index = options.release(console, release);
    Optional<Tactic> column = tactic.map(text -> wanted(index, text));
    List<QuizQuestion> questions =
        new Quiz(index, DetectionCatalogue.load())
            .draw(
                count,
                seed,
                technique ->
                    column.map(found -> technique.tactics().contains(found.id())).orElse(true));
    switch (shape) {
      case JSON -> Json.document(document(index, questions), console.out());
      case MD -> console.out().print(QuizSheet.markdown(questions));
    }
    return ExitCode.DONE.number();
  }

  private static ObjectNode document(ReleaseIndex index, List<QuizQuestion> questions) {
    ObjectNode node = Json.object();
    node.put("release", index.release().id().tag());
    ArrayNode items = node.putArray("items");
    questions.forEach(question -> items.add(AwarenessJson.question(question, true)));
    return node;
  }

  private static Tactic wanted(ReleaseIndex index, String text) {
    Lookup lookup = index.lookup(text);
    if (lookup instanceof Lookup.Found(_, AtlasObject object, _)
        && object instanceof Tactic found) {
      return found;
    }
    throw new CommandFailure(
        ExitCode.BAD_INPUT,
        "'" + text + "' is no tactic of release " + index.release().id() + " (SX-ATLAS-033)",
        lookup.explanation());
  }
}
