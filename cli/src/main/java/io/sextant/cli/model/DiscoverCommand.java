package io.sextant.cli.model;

import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import io.sextant.cli.TablePrinter;
import io.sextant.core.Uuid7;
import io.sextant.core.system.MapWriter;
import io.sextant.core.system.SystemMap;
import io.sextant.core.system.discovery.Clue;
import io.sextant.core.system.discovery.Discovery;
import io.sextant.core.system.discovery.Proposal;
import io.sextant.core.system.discovery.ProposedMap;
import io.sextant.core.system.discovery.SourceEntry;
import io.sextant.core.telemetry.Event;
import io.sextant.core.telemetry.JsonNormalizer;
import io.sextant.core.telemetry.Limits;
import io.sextant.core.telemetry.RecordSink;
import io.sextant.core.telemetry.Refusal;
import io.sextant.core.telemetry.SourceFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Proposes components of a map from a source tree and from recorded telemetry.
@Command(
    name = "discover",
    description = "Proposes components from a source tree and from telemetry, for you to accept.",
    mixinStandardHelpOptions = true)
final class DiscoverCommand implements Callable<Integer> {
  /// Folders that hold other people's code or nothing of the system.
  private static final Set<String> SKIPPED =
      Set.of("node_modules", ".git", "target", "build", "dist", ".venv", "venv", "vendor", ".tox");

  private static final int MOST_FILES = 200_000;

  private final Console console;
  private final Clock clock;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
  private CommandSpec spec;

  @Option(
      names = "--events",
      paramLabel = "FILE",
      description = "Recorded telemetry, as 'sextant detect' reads it; may be repeated.")
  private List<String> events = List.of();

  @Option(
      names = "--map",
      paramLabel = "MAP",
      description = "A map that is there already: what it has is not proposed again.")
  private Optional<String> existing = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, json or yaml: a map to go on from (default: table).")
  private String format = "table";

  @Parameters(paramLabel = "DIR", arity = "0..1", description = "A source tree.")
  private Optional<Path> folder = Optional.empty();

  DiscoverCommand(Console console, Clock clock) {
    this.console = console;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    if (!List.of("table", "text", "json", "yaml").contains(format)) {
      throw new ParameterException(
          spec.commandLine(),
          "--format " + format + " is not offered here; expected table, json, yaml");
    }
    if (folder.isEmpty() && events.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "name a source tree, or --events FILE");
    }
    Discovery discovery = new Discovery();
    folder.ifPresent(each -> files(each, discovery));
    events.forEach(each -> telemetry(each, discovery));
    Optional<SystemMap> known = existing.map(each -> ThreatOptions.map(each, console));
    print(ProposedMap.fresh(discovery.proposals(), known));
    return ExitCode.DONE.number();
  }

  private static void files(Path root, Discovery discovery) {
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
              Path name = each.getFileName();
              return !each.equals(root) && name != null && SKIPPED.contains(name.toString())
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) {
              if (attributes.isRegularFile()) {
                found.add(each);
              }
              return found.size() < MOST_FILES
                  ? FileVisitResult.CONTINUE
                  : FileVisitResult.TERMINATE;
            }
          });
      found.sort(null);
      for (Path each : found) {
        discovery.file(entry(root, each));
      }
    } catch (IOException e) {
      throw Console.unreadable(root.toString(), e);
    }
  }

  private static SourceEntry entry(Path root, Path file) throws IOException {
    String path = root.relativize(file).toString().replace('\\', '/');
    boolean read = SourceEntry.wanted(path) && Files.size(file) <= SourceEntry.MAX_BYTES;
    return new SourceEntry(
        path,
        read
            ? Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
            : Optional.empty());
  }

  private void telemetry(String file, Discovery discovery) {
    try (InputStream in = console.open(file)) {
      new JsonNormalizer(Limits.DEFAULT, clock, new Uuid7(clock, new SplittableRandom()))
          .read(in, file, SourceFormat.UNKNOWN, new Sink(discovery));
    } catch (IOException e) {
      throw Console.unreadable(file, e);
    }
  }

  /// Records that are no events say nothing.
  private record Sink(Discovery discovery) implements RecordSink {
    @Override
    public void event(long position, Event event) {
      discovery.event(event);
    }

    @Override
    public void refused(Refusal refusal) {}

    @Override
    public void ignored(long position) {}
  }

  private void print(List<Proposal> proposals) {
    var out = console.out();
    switch (format) {
      case "json" -> Json.document(json(proposals), out);
      case "yaml" ->
          out.print(MapWriter.write(ProposedMap.of("discovered", "Discovered", proposals)));
      default -> {
        TablePrinter table = new TablePrinter("KIND", "ID", "NAME", "BECAUSE");
        proposals.forEach(each ->
            table.row(
                each.kind().word(),
                each.id(),
                each.name(),
                each.clues().getFirst().shown()
                    + (each.clues().size() > 1
                        ? " and " + (each.clues().size() - 1) + " more"
                        : "")));
        table.print(out);
        out.println(
            proposals.size() + " components proposed; --format yaml writes a map to go on from");
      }
    }
  }

  private static ObjectNode json(List<Proposal> proposals) {
    ObjectNode document = Json.object();
    ArrayNode list = document.putArray("proposals");
    for (Proposal each : proposals) {
      ObjectNode node =
          list.addObject()
              .put("id", each.id())
              .put("name", each.name())
              .put("kind", each.kind().word());
      ObjectNode properties = node.putObject("properties");
      each.properties().forEach(properties::put);
      ArrayNode services = node.putArray("services");
      each.telemetry().services().forEach(services::add);
      ArrayNode models = node.putArray("models");
      each.telemetry().models().forEach(models::add);
      ArrayNode clues = node.putArray("clues");
      for (Clue clue : each.clues()) {
        clues
            .addObject()
            .put("where", clue.where())
            .put("line", clue.line())
            .put("says", clue.says());
      }
    }
    return document;
  }
}
