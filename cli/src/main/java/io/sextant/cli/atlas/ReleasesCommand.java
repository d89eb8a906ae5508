package io.sextant.cli.atlas;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.Release;
import io.sextant.atlas.ReleaseCounts;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import io.sextant.cli.TablePrinter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Lists the releases at hand, newest first, with their counts.
@Command(
    name = "releases",
    description = "Lists the releases at hand with their counts, newest first.",
    mixinStandardHelpOptions = true)
final class ReleasesCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final LibraryOptions options = new LibraryOptions();
  @Mixin private final FormatOption format = new FormatOption();

  ReleasesCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    AtlasLibrary library = options.library(console);
    List<Release> releases = read(library);
    switch (format.format()) {
      case JSONL -> releases.forEach(r -> Json.line(AtlasJson.release(r), console.out()));
      case JSON -> {
        ObjectNode document = Json.object();
        document.put("current", library.current().release().id().tag());
        ArrayNode items = document.putArray("releases");
        releases.forEach(release -> items.add(AtlasJson.release(release)));
        document.set("problems", AtlasJson.issues(library.problems()));
        Json.document(document, console.out());
      }
      case TABLE, CSV, JUNIT, SARIF, MARKDOWN -> table(releases);
    }
    Diagnostics.print(library.problems(), new byte[0], console);
    return library.problems().isEmpty() ? ExitCode.DONE.number() : ExitCode.BAD_INPUT.number();
  }

  private List<Release> read(AtlasLibrary library) {
    try {
      return library.releases().stream()
          .map(library::release)
          .flatMap(Optional::stream)
          .map(ReleaseIndex::official)
          .map(ReleaseIndex::release)
          .toList();
    } catch (UncheckedIOException e) {
      throw options.unusable(console, e);
    }
  }

  private void table(List<Release> releases) {
    TablePrinter table =
        new TablePrinter(
            "RELEASE",
            "DATE",
            "ORIGIN",
            "TACTICS",
            "TECHNIQUES",
            "SUB",
            "MITIGATIONS",
            "CASE STUDIES",
            "STEPS",
            "NOTICES");
    for (Release release : releases) {
      ReleaseCounts counts = ReleaseCounts.of(release);
      table.row(
          release.id(),
          release.date().map(Object::toString).orElse(""),
          release.origin() == Release.Origin.BUILT_IN ? "built in" : "imported",
          counts.tactics(),
          counts.techniques(),
          counts.subtechniques(),
          counts.mitigations(),
          counts.caseStudies(),
          counts.asWritten().procedureSteps(),
          release.notices().size());
    }
    table.print(console.out());
  }
}
