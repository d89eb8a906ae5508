package io.sextant.cli.atlas;

import io.sextant.atlas.AtlasId;
import io.sextant.atlas.Release;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.compare.Change;
import io.sextant.atlas.compare.ReleaseDiff;
import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import io.sextant.cli.TablePrinter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Compares two releases.
@Command(
    name = "diff",
    description = "Lists every difference between two releases, by kind.",
    mixinStandardHelpOptions = true)
final class DiffCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final LibraryOptions options = new LibraryOptions();
  @Mixin private final FormatOption format = new FormatOption();

  @Parameters(index = "0", paramLabel = "FROM", description = "The older release's tag.")
  private String from = "";

  @Parameters(index = "1", paramLabel = "TO", description = "The newer release's tag.")
  private String to = "";

  DiffCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ReleaseIndex before = options.release(console, Optional.of(from));
    ReleaseIndex after = options.release(console, Optional.of(to));
    List<Change> changes = ReleaseDiff.between(before, after);
    switch (format.format()) {
      case JSONL -> changes.forEach(change -> Json.line(node(change), console.out()));
      case JSON -> {
        ObjectNode document = Json.object();
        document.put("from", before.release().id().tag()).put("to", after.release().id().tag());
        document.put("textCompared", hasText(before) && hasText(after));
        ObjectNode counts = document.putObject("counts");
        ChangeSummary.counts(changes).forEach((kind, count) -> counts.put(kind.word(), count));
        ArrayNode items = document.putArray("changes");
        changes.forEach(change -> items.add(node(change)));
        Json.document(document, console.out());
      }
      case TABLE, CSV, JUNIT, SARIF, MARKDOWN -> table(changes);
    }
    if (!(hasText(before) && hasText(after))) {
      console
          .err()
          .println("texts were not compared: import both releases with their text for that");
    }
    return ExitCode.DONE.number();
  }

  private static boolean hasText(ReleaseIndex index) {
    return index.release().origin() == Release.Origin.IMPORTED;
  }

  private void table(List<Change> changes) {
    TablePrinter table = new TablePrinter("CHANGE", "ID", "NAME", "BEFORE", "AFTER");
    for (Change change : changes) {
      String successor =
          change.successor().map(AtlasId::value).map(id -> "now " + id).orElse(change.after());
      table.row(change.kind().word(), change.id(), change.name(), change.before(), successor);
    }
    table.print(console.out());
    ChangeSummary.counts(changes)
        .forEach((kind, count) -> console.err().println(count + " " + kind.word()));
  }

  private static ObjectNode node(Change change) {
    ObjectNode node =
        Json.object()
            .put("change", change.kind().word())
            .put("id", change.id().value())
            .put("name", change.name())
            .put("before", change.before())
            .put("after", change.after());
    change.successor().ifPresent(id -> node.put("successor", id.value()));
    return node;
  }
}
