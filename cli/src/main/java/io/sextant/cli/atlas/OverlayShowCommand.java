package io.sextant.cli.atlas;

import io.sextant.atlas.AtlasId;
import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.AtlasObject;
import io.sextant.atlas.Issue;
import io.sextant.atlas.OwnMark;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import io.sextant.cli.TablePrinter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Lists what organisations say of a release on their own account.
@Command(
    name = "show",
    description = "Lists own techniques and mitigations, names, hidden entries, notes, mappings.",
    mixinStandardHelpOptions = true)
final class OverlayShowCommand implements Callable<Integer> {
  /// The files of the folder that are overlays.
  static final String NAMES = "*.{yaml,yml,json}";

  private final Console console;

  @Mixin private final LibraryOptions options = new LibraryOptions();
  @Mixin private final FormatOption format = new FormatOption();

  @Option(
      names = "--release",
      paramLabel = "TAG",
      description = "The release (default: the current one).")
  private Optional<String> release = Optional.empty();

  OverlayShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    AtlasLibrary library = options.library(console);
    ReleaseIndex index = options.release(console, release);
    List<AtlasObject> objects =
        index.ownIds().stream()
            .sorted(Comparator.comparing(AtlasId::value))
            .flatMap(id -> index.object(id).stream())
            .toList();
    switch (format.format()) {
      case JSONL -> objects.forEach(object -> Json.line(node(index, object), console.out()));
      case JSON -> {
        ObjectNode document = Json.object().put("release", index.release().id().tag());
        ArrayNode items = document.putArray("items");
        objects.forEach(object -> items.add(node(index, object)));
        Json.document(document, console.out());
      }
      case TABLE, CSV, JUNIT, SARIF, MARKDOWN -> table(index, objects);
    }
    List<Issue> issues = library.overlayIssues(index);
    if (!issues.isEmpty()) {
      console.err().println(issues.size() + " issues; see them with: sextant atlas overlay check");
    }
    return ExitCode.DONE.number();
  }

  private void table(ReleaseIndex index, List<AtlasObject> objects) {
    if (objects.isEmpty()) {
      console.err().println("no overlay in " + options.overlaysFolder(console) + " says anything");
      return;
    }
    TablePrinter table = new TablePrinter("ID", "NAME", "WHAT", "BY", "SAYS");
    for (AtlasObject object : objects) {
      OwnMark mark = index.own(object.id()).orElseThrow();
      String id = object.id().value();
      String name = object.fullName();
      mark.addedBy().ifPresent(by -> table.row(id, name, "own", by, object.summary()));
      mark.renamed()
          .ifPresent(
              own -> table.row(id, name, "name", own.organisation(), "ATLAS: " + own.official()));
      mark.hidden()
          .ifPresent(own -> table.row(id, name, "hidden", own.organisation(), own.reason()));
      mark.notes().forEach(own -> table.row(id, name, "note", own.organisation(), own.text()));
      mark.mappings()
          .forEach(own ->
              table.row(
                  id, name, "mapping", own.organisation(), (own.to() + " " + own.title()).strip()));
    }
    table.print(console.out());
  }

  private static ObjectNode node(ReleaseIndex index, AtlasObject object) {
    ObjectNode node = AtlasJson.named(object);
    index.own(object.id()).ifPresent(mark -> node.set("own", AtlasJson.own(mark)));
    return node;
  }
}
