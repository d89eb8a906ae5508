package io.sextant.cli.model;

import io.sextant.cli.DocumentFiles;
import io.sextant.cli.Json;
import io.sextant.core.system.SystemMap;
import io.sextant.core.system.exchange.Count;
import io.sextant.core.system.exchange.ImportReport;
import io.sextant.core.system.exchange.Imported;
import java.util.SequencedMap;
import tools.jackson.databind.node.ObjectNode;

/// The report of an import as JSON; the shape is in `docs/cli.md`.
final class ImportJson {
  private ImportJson() {}

  static ObjectNode of(Imported imported) {
    ImportReport report = imported.report();
    ObjectNode document = Json.object();
    document.put("file", report.file());
    document.put("format", report.format().word());
    document.set("counts", counts(report.counts()));
    document.set("map", sizes(imported.map()).put("id", imported.map().id().value()));
    var guessed = document.putArray("guessed");
    report
        .guesses()
        .forEach(guess ->
            guessed
                .addObject()
                .put("component", guess.component().value())
                .put("kind", guess.kind().word())
                .put("from", guess.from()));
    var left = document.putArray("left");
    report
        .left()
        .forEach(each ->
            left.addObject()
                .put("what", each.what())
                .put("count", each.count())
                .put("why", each.why()));
    document.set("issues", DocumentFiles.json(report.issues()));
    return document;
  }

  static ObjectNode sizes(SystemMap map) {
    return Json.object()
        .put("components", map.components().size())
        .put("flows", map.flows().size())
        .put("boundaries", map.boundaries().size())
        .put("assets", map.assets().size());
  }

  private static ObjectNode counts(SequencedMap<String, Count> counts) {
    ObjectNode node = Json.object();
    counts.forEach((name, count) -> {
      switch (count) {
        case Count.Figure(int number) -> node.put(name, number);
        case Count.Sorts(var sorts) -> {
          ObjectNode inner = node.putObject(name);
          sorts.forEach(inner::put);
        }
        case Count.Text(var text) ->
            text.ifPresentOrElse(value -> node.put(name, value), () -> node.putNull(name));
        case Count.Words(var words) -> words.forEach(node.putArray(name)::add);
        case Count.Flag(boolean flag) -> node.put(name, flag);
      }
    });
    return node;
  }
}
