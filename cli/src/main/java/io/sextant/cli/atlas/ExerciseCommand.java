package io.sextant.cli.atlas;

import io.sextant.atlas.AtlasObject;
import io.sextant.atlas.CaseStudy;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.TechniqueId;
import io.sextant.atlas.awareness.AwarenessJson;
import io.sextant.atlas.awareness.Handout;
import io.sextant.atlas.awareness.Scorecard;
import io.sextant.atlas.awareness.Tabletop;
import io.sextant.atlas.awareness.TabletopPlanner;
import io.sextant.atlas.awareness.TabletopPlanner.Wishes;
import io.sextant.atlas.detection.Detection;
import io.sextant.atlas.detection.DetectionCatalogue;
import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.Diagnostic;
import io.sextant.cli.DocumentFiles;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import io.sextant.core.awareness.AfterAction;
import io.sextant.core.awareness.RunDocument;
import io.sextant.core.awareness.RunReader;
import io.sextant.report.print.ReportFormat;
import java.io.IOException;
import java.time.InstantSource;
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
import tools.jackson.databind.node.ObjectNode;

/// Makes a tabletop exercise of a case study, or the report on one that was played.
@Command(
    name = "exercise",
    description = {
      "Makes a tabletop exercise of a case study: injects, questions, expected answers.",
      "With --run: the after-action report on one that was played."
    },
    mixinStandardHelpOptions = true)
final class ExerciseCommand implements Callable<Integer> {
  /// What can be printed.
  enum Shape {
    MD,
    JSON,
    HTML,
    PDF
  }

  private final Console console;
  private final InstantSource clock = InstantSource.system();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
  private CommandSpec spec;

  @Mixin private final LibraryOptions options = new LibraryOptions();

  @Option(
      names = "--release",
      paramLabel = "TAG",
      description = "The release (default: the current one; with --run, the one it names).")
  private Optional<String> release = Optional.empty();

  @Option(
      names = "--injects",
      paramLabel = "N",
      description = "At most so many injects, 1 to 20 (default: ${DEFAULT-VALUE}).")
  private int injects = Wishes.USUAL.injects();

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "How long it takes in all, 30 to 480 (default: ${DEFAULT-VALUE}).")
  private int minutes = Wishes.USUAL.minutes();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Another number gives other signs and turns (default: ${DEFAULT-VALUE}).")
  private int seed = (int) Wishes.USUAL.seed();

  @Option(
      names = "--team",
      description = "The team's sheet: without answers, names of techniques and of the case.")
  private boolean team;

  @Option(
      names = "--run",
      paramLabel = "FILE",
      description = "The record of an exercise that was played, as JSON; - is standard input.")
  private Optional<String> run = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "md or json; with --run also html or pdf (default: md).")
  private Shape shape = Shape.MD;

  @Parameters(paramLabel = "ID", arity = "0..1", description = "The case study.")
  private Optional<String> typed = Optional.empty();

  ExerciseCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (run.isPresent() == typed.isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "give the id of a case study, or --run FILE, one of them");
    }
    if (team && (run.isPresent() || shape != Shape.MD)) {
      throw new ParameterException(
          spec.commandLine(), "--team belongs to an exercise in Markdown, not to --run or json");
    }
    if (run.isEmpty() && (shape == Shape.HTML || shape == Shape.PDF)) {
      throw new ParameterException(
          spec.commandLine(), "--format html and pdf belong to --run; an exercise is md or json");
    }
    return run.isPresent() ? report(run.get()) : plan(typed.orElseThrow());
  }

  private int plan(String study) {
    ReleaseIndex index = options.release(console, release);
    Tabletop tabletop = tabletop(index, study, wishes());
    if (shape == Shape.JSON) {
      Json.document(AwarenessJson.tabletop(tabletop), console.out());
    } else {
      console.out().print(team ? Handout.forTeam(tabletop) : Handout.forFacilitator(tabletop));
    }
    return ExitCode.DONE.number();
  }

  private int report(String file) {
    RunReader.Reading reading = RunReader.read(file, DocumentFiles.read(file, console));
    Diagnostic.print(
        reading.issues().stream().map(DocumentFiles::diagnostic).toList(),
        console.err(),
        console.errIsTerminal());
    if (reading.run().isEmpty()) {
      return ExitCode.BAD_INPUT.number();
    }
    RunDocument document = reading.run().get();
    ReleaseIndex index =
        options.release(console, release.or(() -> Optional.of(document.release().tag())));
    Tabletop tabletop = tabletop(index, document.study().value(), document.wishes());
    switch (shape) {
      case JSON -> Json.document(scores(tabletop, document), console.out());
      case MD -> print(tabletop, document, ReportFormat.MARKDOWN);
      case HTML -> print(tabletop, document, ReportFormat.HTML);
      case PDF -> print(tabletop, document, ReportFormat.PDF);
    }
    return ExitCode.DONE.number();
  }

  private void print(Tabletop tabletop, RunDocument document, ReportFormat format) {
    try {
      format.print(
          AfterAction.report(tabletop, document.run(), ExerciseCommand::rules, clock.instant()),
          console.out());
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.ENVIRONMENT, "cannot write the report: " + e.getMessage(), "");
    }
  }

  private static ObjectNode scores(Tabletop tabletop, RunDocument document) {
    ObjectNode node = Json.object();
    node.put("release", tabletop.release().tag());
    node.put("study", tabletop.study().value());
    node.set(
        "score",
        AwarenessJson.scorecard(
            Scorecard.of(tabletop, document.run().given(), document.run().played())));
    return node;
  }

  /// How many of the rules that ship name a technique.
  private static int rules(TechniqueId id) {
    return DetectionCatalogue.load().of(id).map(Detection::rules).map(List::size).orElse(0);
  }

  private Wishes wishes() {
    try {
      return new Wishes(injects, minutes, seed);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private static Tabletop tabletop(ReleaseIndex index, String typed, Wishes wishes) {
    for (AtlasObject candidate : index.lookup(typed).candidates()) {
      if (candidate instanceof CaseStudy study && !study.procedure().isEmpty()) {
        return new TabletopPlanner(index, DetectionCatalogue.load()).plan(study, wishes);
      }
    }
    throw new CommandFailure(
        ExitCode.BAD_INPUT,
        "release "
            + index.release().id()
            + " has no case study '"
            + typed
            + "' with steps (SX-ATLAS-033)",
        "See: sextant atlas list case-studies");
  }
}
