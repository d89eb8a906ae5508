package io.sextant.cli.atlas;

import io.sextant.atlas.AtlasId;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.atlas.lint.Impact;
import io.sextant.atlas.lint.ImpactFinder;
import io.sextant.atlas.lint.Owners;
import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.Diagnostic;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import io.sextant.cli.OutputFormat;
import io.sextant.store.FindingTally;
import io.sextant.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Lists what a change of release touches: references in files, and findings of the workspace.
@Command(
    name = "impact",
    description =
        "Lists the references that a change of release touches, with owners, for a review.",
    mixinStandardHelpOptions = true)
final class ImpactCommand implements Callable<Integer> {
  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
  private CommandSpec spec;

  @Mixin private final LibraryOptions options = new LibraryOptions();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, json, jsonl, sarif or markdown (default: table).")
  private OutputFormat format = OutputFormat.TABLE;

  @Option(names = "--all", description = "List also what is only good to know (weight note).")
  private boolean all;

  @Option(
      names = "--no-findings",
      description = "Leave out the findings and rules in the data folder.")
  private boolean noFindings;

  @Parameters(index = "0", paramLabel = "OLD", description = "The release the references hold in.")
  private String from = "";

  @Parameters(index = "1", paramLabel = "NEW", description = "The release to move to.")
  private String to = "";

  @Parameters(
      index = "2..*",
      paramLabel = "PATH",
      description =
          "Rules, system maps, layers, documents: files, and folders with all text files.")
  private List<Path> paths = List.of();

  ImpactCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    format.require(EnumSet.complementOf(EnumSet.of(OutputFormat.CSV, OutputFormat.JUNIT)), spec);
    ReleaseIndex before = options.release(console, Optional.of(from));
    ReleaseIndex after = options.release(console, Optional.of(to));
    ImpactFinder finder = new ImpactFinder(before, after);
    List<ImpactReport.Item> items = new ArrayList<>();
    for (Path path : searched()) {
      CodeOwners owners = CodeOwners.of(path);
      for (Path file : TextFiles.find(List.of(path))) {
        TextFiles.read(file).ifPresent(text -> items.addAll(inFile(finder, file, text, owners)));
      }
    }
    if (!noFindings) {
      items.addAll(inFindings(finder));
    }
    items.removeIf(item -> !all && item.impact().weight() == Impact.Weight.NOTE);
    items.sort(Comparator.comparing(item -> item.impact().weight()));
    ImpactReport report = new ImpactReport(before, after, items);
    print(report);
    return report.breaks() ? ExitCode.FOUND.number() : ExitCode.DONE.number();
  }

  /// The paths given, and the rules of the data folder.
  private List<Path> searched() {
    List<Path> searched = new ArrayList<>(paths);
    Path rules = options.dataFolder(console).resolve("rules");
    if (!noFindings && Files.isDirectory(rules)) {
      searched.add(rules);
    }
    return searched;
  }

  private static List<ImpactReport.Item> inFile(
      ImpactFinder finder, Path file, String text, CodeOwners codeOwners) {
    List<Impact> impacts = finder.find(file.toString(), text);
    if (impacts.isEmpty()) {
      return List.of();
    }
    Owners owners = new Owners(text);
    Optional<String> byPath = codeOwners.of(file.toString());
    return impacts.stream()
        .map(impact ->
            new ImpactReport.Item(impact, owners.at(impact.offset()).or(() -> byPath), ""))
        .toList();
  }

  private List<ImpactReport.Item> inFindings(ImpactFinder finder) {
    List<ImpactReport.Item> items = new ArrayList<>();
    try {
      for (FindingTally tally : FindingTally.of(options.dataFolder(console))) {
        AtlasId.parse(tally.technique())
            .flatMap(id -> finder.of(id, "findings of rule " + tally.rule(), id.value(), 0))
            .ifPresent(impact ->
                items.add(
                    new ImpactReport.Item(
                        impact,
                        Optional.empty(),
                        tally.title()
                            + ": "
                            + Diagnostic.count(tally.findings(), "finding")
                            + ", "
                            + tally.open()
                            + " open")));
      }
    } catch (StoreException e) {
      throw new CommandFailure(
          ExitCode.ENVIRONMENT,
          String.valueOf(e.getMessage()),
          "Leave them out with --no-findings.");
    }
    return items;
  }

  private void print(ImpactReport report) {
    switch (format) {
      case JSON -> Json.document(report.document(), console.out());
      case JSONL -> report.lines().forEach(line -> Json.line(line, console.out()));
      case SARIF -> Json.document(report.sarif(), console.out());
      case MARKDOWN -> console.out().print(report.markdown());
      case TABLE, CSV, JUNIT -> report.table().print(console.out());
    }
    if (format == OutputFormat.TABLE) {
      Map<Impact.Weight, Integer> counts = new EnumMap<>(Impact.Weight.class);
      report.items().forEach(item -> counts.merge(item.impact().weight(), 1, Integer::sum));
      counts.forEach((weight, count) ->
          console.err().println(count + " " + weight.name().toLowerCase(Locale.ROOT)));
      if (counts.isEmpty()) {
        console.err().println("nothing is touched");
      }
    }
  }
}
