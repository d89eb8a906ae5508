package io.sextant.cli.model;

import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import io.sextant.core.system.ComponentId;
import io.sextant.core.system.SystemMap;
import io.sextant.core.threat.Diagram;
import io.sextant.core.threat.Level;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Writes a system map as a graph that other tools lay out.
@Command(
    name = "diagram",
    description = "Writes a system map as a Mermaid flowchart, a Graphviz graph, or JSON.",
    mixinStandardHelpOptions = true)
final class DiagramCommand implements Callable<Integer> {
  private final Console console;

  /// The forms of a diagram.
  enum Form {
    MERMAID,
    DOT,
    JSON
  }

  @Mixin private final ThreatOptions options = new ThreatOptions();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "mermaid",
      description = "mermaid, dot or json (default: mermaid).")
  private Form format = Form.MERMAID;

  @Option(names = "--threats", description = "Show how many threats each component has, by level.")
  private boolean threats;

  @Parameters(paramLabel = "MAP", description = "A system map; - is standard input.")
  private String file = "";

  DiagramCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    SystemMap map = ThreatOptions.map(file, console);
    Map<ComponentId, Map<Level, Long>> counts =
        threats ? Diagram.counts(options.derivation(console).derive(map)) : Map.of();
    switch (format) {
      case MERMAID -> console.out().print(Diagram.mermaid(map, counts));
      case DOT -> console.out().print(Diagram.dot(map, counts));
      case JSON -> Json.document(DiagramJson.of(map, counts), console.out());
    }
    return ExitCode.DONE.number();
  }
}
