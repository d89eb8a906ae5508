package io.sextant.cli.atlas;

import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.SearchHit;
import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import io.sextant.cli.TablePrinter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Searches a release's ids, names, summaries and texts.
@Command(
    name = "search",
    description = "Searches ids, names, summaries and texts; forgives typing errors.",
    mixinStandardHelpOptions = true)
final class SearchCommand implements Callable<Integer> {
  private static final String BOLD = "\u001B[1m";
  private static final String PLAIN = "\u001B[0m";

  private final Console console;

  @Mixin private final LibraryOptions options = new LibraryOptions();
  @Mixin private final FormatOption format = new FormatOption();

  @Option(
      names = "--release",
      paramLabel = "TAG",
      description = "The release (default: the newest).")
  private Optional<String> release = Optional.empty();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "The most results shown (default: 20).")
  private int limit;

  @Parameters(paramLabel = "TEXT", arity = "1..*", description = "Words to look for.")
  private String[] words = {};

  SearchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ReleaseIndex index = options.release(console, release);
    String query = String.join(" ", words);
    List<SearchHit> hits = index.search(query, Math.max(1, limit));
    switch (format.format()) {
      case JSONL -> hits.forEach(hit -> Json.line(AtlasJson.hit(hit), console.out()));
      case JSON -> {
        ObjectNode document = Json.object();
        document.put("release", index.release().id().tag());
        document.put("query", query);
        ArrayNode items = document.putArray("items");
        hits.forEach(hit -> items.add(AtlasJson.hit(hit)));
        Json.document(document, console.out());
      }
      case TABLE, CSV, JUNIT, SARIF, MARKDOWN -> table(index, query, hits);
    }
    return ExitCode.DONE.number();
  }

  private void table(ReleaseIndex index, String query, List<SearchHit> hits) {
    if (hits.isEmpty()) {
      console
          .err()
          .println("nothing in release " + index.release().id() + " matches '" + query + "'");
      return;
    }
    if (console.colour()) {
      for (SearchHit hit : hits) {
        console.out().println(hit.object().id() + "  " + hit.object().fullName());
        console.out().println("    " + marked(hit));
      }
      return;
    }
    TablePrinter table = new TablePrinter("ID", "NAME", "MATCH");
    for (SearchHit hit : hits) {
      boolean inName = hit.field() == SearchHit.Field.NAME || hit.field() == SearchHit.Field.ID;
      table.row(
          hit.object().id(),
          hit.object().fullName(),
          inName ? hit.object().summary() : hit.fragment());
    }
    table.print(console.out());
  }

  private static String marked(SearchHit hit) {
    StringBuilder text = new StringBuilder(hit.fragment().replaceAll("\\p{Cntrl}", " "));
    for (SearchHit.Mark mark : hit.marks().reversed()) {
      text.insert(mark.end(), PLAIN).insert(mark.start(), BOLD);
    }
    return text.toString();
  }
}
