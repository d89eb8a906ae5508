package io.sextant.cli.atlas;

import io.sextant.atlas.AtlasObject;
import io.sextant.atlas.Lookup;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.Tactic;
import io.sextant.atlas.Technique;
import io.sextant.atlas.detection.Detection;
import io.sextant.atlas.detection.DetectionCatalogue;
import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Says what can be seen of techniques, and how.
@Command(
    name = "detections",
    description = "Says of techniques what telemetry shows them, what to look for, how to test.",
    mixinStandardHelpOptions = true)
final class DetectionsCommand implements Callable<Integer> {
  /// What can be printed.
  enum Shape {
    TEXT,
    JSON,
    MD
  }

  /// A technique and what is known about seeing it.
  private record Known(Technique technique, Detection detection) {}

  private final Console console;

  @Mixin private final LibraryOptions options = new LibraryOptions();

  @Option(
      names = "--release",
      paramLabel = "TAG",
      description = "The release (default: the newest).")
  private Optional<String> release = Optional.empty();

  @Option(
      names = "--tactic",
      paramLabel = "TACTIC",
      description = "Only techniques of this tactic (id or name).")
  private Optional<String> tactic = Optional.empty();

  @Option(
      names = "--gaps",
      description = "Only techniques that can be observed and that no rule of ours names.")
  private boolean gaps;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text, json or md (default: text).")
  private Shape shape = Shape.TEXT;

  @Parameters(paramLabel = "ID", arity = "0..1", description = "One technique (default: all).")
  private Optional<String> typed = Optional.empty();

  DetectionsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ReleaseIndex index = options.release(console, release);
    DetectionCatalogue catalogue = DetectionCatalogue.load();
    List<Technique> techniques =
        typed
            .map(text -> List.of(wanted(index, text, Technique.class)))
            .orElse(index.release().techniques());
    Optional<Tactic> column = tactic.map(text -> wanted(index, text, Tactic.class));
    List<Known> known =
        techniques.stream()
            .filter(technique ->
                column.map(found -> technique.tactics().contains(found.id())).orElse(true))
            .flatMap(technique ->
                catalogue.of(technique).map(found -> new Known(technique, found)).stream())
            .filter(found -> !gaps || found.detection().isGap())
            .toList();
    if (typed.isPresent() && known.isEmpty() && !gaps && column.isEmpty()) {
      throw new CommandFailure(
          ExitCode.BAD_INPUT,
          "Sextant knows no detection of " + techniques.getFirst().id() + " (SX-ATLAS-046)",
          "It knows those of the built-in releases: sextant atlas detections");
    }
    switch (shape) {
      case TEXT -> print(known, DetectionText::text);
      case MD -> print(known, DetectionText::markdown);
      case JSON -> Json.document(document(index, known), console.out());
    }
    return ExitCode.DONE.number();
  }

  private void print(List<Known> known, Function<DetectionText, String> form) {
    for (Known one : known) {
      console.out().print(form.apply(new DetectionText(one.technique(), one.detection())));
    }
  }

  private static ObjectNode document(ReleaseIndex index, List<Known> known) {
    ObjectNode node = Json.object();
    node.put("release", index.release().id().tag());
    ArrayNode items = node.putArray("items");
    for (Known one : known) {
      ObjectNode item = AtlasJson.named(one.technique());
      item.put("fullName", one.technique().fullName());
      item.set("detection", AtlasJson.detection(one.detection()));
      items.add(item);
    }
    return node;
  }

  private static <T extends AtlasObject> T wanted(ReleaseIndex index, String text, Class<T> kind) {
    Lookup lookup = index.lookup(text);
    if (lookup instanceof Lookup.Found(_, AtlasObject object, _) && kind.isInstance(object)) {
      return kind.cast(object);
    }
    throw new CommandFailure(
        ExitCode.BAD_INPUT,
        "'"
            + text
            + "' is no "
            + kind.getSimpleName().toLowerCase(Locale.ROOT)
            + " of release "
            + index.release().id()
            + " (SX-ATLAS-033)",
        lookup.explanation());
  }
}
