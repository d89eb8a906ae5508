package io.sextant.cli.atlas;

import io.sextant.atlas.Issue;
import io.sextant.atlas.Overlay;
import io.sextant.atlas.OverlayMerge;
import io.sextant.atlas.OverlayReader;
import io.sextant.atlas.ReleaseIndex;
import io.sextant.cli.Console;
import io.sextant.cli.Diagnostic;
import io.sextant.cli.ExitCode;
import io.sextant.cli.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/// Says everything that is wrong with overlays, by themselves, among each other and against a
/// release.
@Command(
    name = "check",
    description = "Lists every mistake of overlays, with place and hint.",
    mixinStandardHelpOptions = true)
final class OverlayCheckCommand implements Callable<Integer> {
  /// Largest overlay read, in bytes.
  private static final int MAX_BYTES = 32 << 20;

  private final Console console;

  @Mixin private final LibraryOptions options = new LibraryOptions();
  @Mixin private final FormatOption format = new FormatOption();

  @Option(
      names = "--release",
      paramLabel = "TAG",
      description = "The release that they must fit (default: the current one).")
  private Optional<String> release = Optional.empty();

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Overlays; without any, those in the folder overlays of the data folder.")
  private List<String> files = List.of();

  OverlayCheckCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ReleaseIndex index = options.release(console, release).official();
    Map<String, byte[]> sources = new LinkedHashMap<>();
    for (String file : files.isEmpty() ? installed() : files) {
      sources.put(file, read(file));
    }
    List<Overlay> overlays = new ArrayList<>();
    List<Issue> issues = new ArrayList<>();
    sources.forEach((file, bytes) -> {
      OverlayReader.Read read = OverlayReader.read(bytes, file);
      read.overlay().ifPresent(overlays::add);
      issues.addAll(read.issues());
    });
    issues.addAll(OverlayMerge.merge(index, overlays).issues());
    print(index, sources, issues);
    return issues.stream().anyMatch(issue -> issue.severity() == Issue.Severity.ERROR)
        ? ExitCode.BAD_INPUT.number()
        : ExitCode.DONE.number();
  }

  private void print(ReleaseIndex index, Map<String, byte[]> sources, List<Issue> issues) {
    switch (format.format()) {
      case JSONL -> AtlasJson.issues(issues).forEach(node -> Json.line(node, console.out()));
      case JSON -> {
        ObjectNode document = Json.object().put("release", index.release().id().tag());
        document.put("files", sources.size()).set("issues", AtlasJson.issues(issues));
        Json.document(document, console.out());
      }
      case TABLE, CSV, JUNIT, SARIF, MARKDOWN -> {
        sources.forEach((file, bytes) ->
            Diagnostics.print(
                issues.stream().filter(issue -> issue.file().equals(file)).toList(),
                bytes,
                console));
        console
            .err()
            .println(
                Diagnostic.count(sources.size(), "overlay")
                    + " checked against "
                    + index.release().id()
                    + (issues.isEmpty() ? ": nothing is wrong" : ""));
      }
    }
  }

  private List<String> installed() {
    Path folder = options.overlaysFolder(console);
    List<String> found = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return found;
    }
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(folder, OverlayShowCommand.NAMES)) {
      entries.forEach(file -> found.add(file.toString()));
    } catch (IOException e) {
      throw Console.unreadable(folder.toString(), e);
    }
    return found.stream().sorted().toList();
  }

  private byte[] read(String file) {
    try (InputStream in = console.open(file)) {
      return in.readNBytes(MAX_BYTES + 1);
    } catch (IOException e) {
      throw Console.unreadable(file, e);
    }
  }
}
