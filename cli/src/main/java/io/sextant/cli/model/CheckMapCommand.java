package io.sextant.cli.model;

import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.Diagnostic;
import io.sextant.cli.DocumentFiles;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import io.sextant.cli.OutputFormat;
import io.sextant.core.document.Issue;
import io.sextant.core.system.MapReader;
import io.sextant.core.system.SystemMap;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/// Lists every mistake of system maps at once.
@Command(
    name = "check",
    description = "Lists every mistake of system maps at once.",
    mixinStandardHelpOptions = true)
final class CheckMapCommand implements Callable<Integer> {
  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
  private CommandSpec spec;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table or json (default: table).")
  private OutputFormat format = OutputFormat.TABLE;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "System maps; - is standard input.")
  private List<String> files = List.of();

  CheckMapCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    format.require(EnumSet.of(OutputFormat.TABLE, OutputFormat.JSON), spec);
    List<Issue> issues = new ArrayList<>();
    List<SystemMap> maps = new ArrayList<>();
    boolean unreadable = false;
    for (String file : files) {
      try {
        MapReader.Result result = MapReader.read(file, DocumentFiles.read(file, console));
        issues.addAll(result.issues());
        result.map().ifPresent(maps::add);
      } catch (CommandFailure e) {
        // One file that cannot be read must not hide the problems of the others.
        console.err().println("sextant: " + e.getMessage());
        unreadable = true;
      }
    }
    if (format == OutputFormat.JSON) {
      Json.document(document(maps, issues), console.out());
    } else {
      Diagnostic.print(
          issues.stream().map(DocumentFiles::diagnostic).toList(), console.out(), console.colour());
      maps.forEach(map ->
          console
              .out()
              .println(
                  map.id()
                      + ": "
                      + map.components().size()
                      + " components, "
                      + map.flows().size()
                      + " flows, "
                      + map.boundaries().size()
                      + " boundaries, "
                      + map.assets().size()
                      + " assets"));
    }
    return (unreadable || DocumentFiles.hasErrors(issues) ? ExitCode.BAD_INPUT : ExitCode.DONE)
        .number();
  }

  private static ObjectNode document(List<SystemMap> maps, List<Issue> issues) {
    ObjectNode document = Json.object();
    var list = document.putArray("systems");
    maps.forEach(map -> list.add(ImportJson.sizes(map).put("id", map.id().value())));
    document.set("issues", DocumentFiles.json(issues));
    return document;
  }
}
