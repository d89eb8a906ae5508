package io.sextant.cli.atlas;

import io.sextant.atlas.AtlasId;
import io.sextant.atlas.ReleaseId;
import io.sextant.atlas.Successors;
import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import io.sextant.cli.TablePrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Tells what became of ids that are no longer used.
@Command(
    name = "successors",
    description = "Lists retired ids with what replaced them, and ids that never were.",
    mixinStandardHelpOptions = true)
final class SuccessorsCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final LibraryOptions options = new LibraryOptions();
  @Mixin private final FormatOption format = new FormatOption();

  @Parameters(
      paramLabel = "ID",
      arity = "0..*",
      description = "Ids; without any, all retired ones.")
  private List<String> ids = List.of();

  SuccessorsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Successors successors = new Successors(options.library(console));
    List<Successors.Entry> entries = new ArrayList<>();
    boolean allRead = true;
    if (ids.isEmpty()) {
      entries.addAll(successors.all());
    }
    for (String typed : ids) {
      Optional<AtlasId> id = AtlasId.parse(typed.strip().toUpperCase(Locale.ROOT));
      Optional<Successors.Entry> entry = id.flatMap(successors::find);
      entry.ifPresent(entries::add);
      if (entry.isEmpty()) {
        allRead &= id.isPresent();
        console
            .err()
            .println(
                id.isPresent()
                    ? id.get() + " is not known to be retired; see: sextant atlas show " + id.get()
                    : "'" + typed + "' has not the form of an id (SX-ATLAS-034)");
      }
    }
    print(entries);
    return allRead ? ExitCode.DONE.number() : ExitCode.BAD_INPUT.number();
  }

  private void print(List<Successors.Entry> entries) {
    switch (format.format()) {
      case JSONL -> entries.forEach(entry -> Json.line(node(entry), console.out()));
      case JSON -> {
        ObjectNode document = Json.object();
        ArrayNode items = document.putArray("items");
        entries.forEach(entry -> items.add(node(entry)));
        Json.document(document, console.out());
      }
      case TABLE, CSV, JUNIT, SARIF, MARKDOWN -> {
        TablePrinter table =
            new TablePrinter("ID", "NAME", "FATE", "SINCE", "SUCCESSOR", "SUCCESSOR NAME");
        for (Successors.Entry entry : entries) {
          table.row(
              entry.id(),
              entry.name(),
              fate(entry).replace('_', ' '),
              entry.since().map(ReleaseId::tag).orElse(""),
              entry.successor().map(AtlasId::value).orElse(""),
              entry.successorName());
        }
        table.print(console.out());
      }
    }
  }

  private static String fate(Successors.Entry entry) {
    return entry.fate().name().toLowerCase(Locale.ROOT);
  }

  private static ObjectNode node(Successors.Entry entry) {
    ObjectNode node =
        Json.object()
            .put("id", entry.id().value())
            .put("name", entry.name())
            .put("fate", fate(entry));
    entry.since().ifPresent(since -> node.put("since", since.tag()));
    entry
        .successor()
        .ifPresent(successor ->
            node.put("successor", successor.value()).put("successorName", entry.successorName()));
    return node;
  }
}
