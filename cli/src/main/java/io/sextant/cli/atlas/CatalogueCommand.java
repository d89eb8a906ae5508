package io.sextant.cli.atlas;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.CatalogueWriter;
import io.sextant.atlas.Release;
import io.sextant.atlas.ReleaseReader;
import io.sextant.atlas.suggest.Suggester;
import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Makes the tables of the built-in catalogue from an official release file; for those who maintain
/// Sextant.
@Command(
    name = "catalogue",
    hidden = true,
    description = "Writes the facts of a release file as tables of the built-in catalogue.",
    mixinStandardHelpOptions = true)
final class CatalogueCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "FILE",
      description = "An official release, ATLAS-<tag>.yaml.")
  private String from = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIR",
      description = "The catalogue folder.")
  private Path to = Path.of("");

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = "Writes the weights of 'sextant atlas suggest' too.")
  private Optional<Path> weights = Optional.empty();

  CatalogueCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ReleaseSource.Content content =
        new ReleaseSource(console).read(from, Optional.empty(), Optional.empty());
    ReleaseReader.Read read =
        new ReleaseReader().read(content.bytes(), content.name(), content.tag());
    Diagnostics.print(read.issues(), content.bytes(), console);
    Optional<Release> release = read.release();
    if (release.isEmpty()) {
      return ExitCode.BAD_INPUT.number();
    }
    try {
      new CatalogueWriter(to).write(release.get());
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.ENVIRONMENT, "cannot write the catalogue in " + to + ": " + e.getMessage(), "");
    }
    weights.ifPresent(file -> writeWeights(file, release.get()));
    console.out().println("wrote " + to.resolve(release.get().id().tag()));
    return ExitCode.DONE.number();
  }

  private static void writeWeights(Path file, Release release) {
    try (OutputStream out = Files.newOutputStream(file)) {
      Suggester.learn(AtlasLibrary.index(release), _ -> true).writeWeights(out);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.ENVIRONMENT, "cannot write " + file + ": " + e.getMessage(), "");
    }
  }
}
