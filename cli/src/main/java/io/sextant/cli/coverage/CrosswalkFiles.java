package io.sextant.cli.coverage;

import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.Diagnostic;
import io.sextant.cli.DocumentFiles;
import io.sextant.cli.ExitCode;
import io.sextant.core.crosswalk.BundledCrosswalks;
import io.sextant.core.crosswalk.Crosswalk;
import io.sextant.core.crosswalk.CrosswalkReader;
import io.sextant.core.crosswalk.Framework;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Frameworks and edges: those that ship with Sextant, and those of a folder.
public final class CrosswalkFiles {
  private CrosswalkFiles() {}

  /// @throws CommandFailure BAD_INPUT when one has a mistake; all are listed first
  public static Crosswalk read(Optional<Path> folder, Console console) {
    List<CrosswalkReader.Source> sources = new ArrayList<>(BundledCrosswalks.sources());
    folder.ifPresent(each -> sources.addAll(own(each, console)));
    Crosswalk crosswalk = CrosswalkReader.read(sources);
    Diagnostic.print(
        crosswalk.issues().stream().map(DocumentFiles::diagnostic).toList(), console.err(), false);
    if (DocumentFiles.hasErrors(crosswalk.issues())) {
      throw new CommandFailure(ExitCode.BAD_INPUT, "the crosswalks have mistakes", "");
    }
    return crosswalk;
  }

  /// The framework of a name.
  ///
  /// @throws CommandFailure BAD_INPUT when there is none, or several editions of it
  public static Framework framework(Crosswalk crosswalk, String name) {
    return crosswalk
        .framework(name)
        .orElseThrow(() ->
            new CommandFailure(
                ExitCode.BAD_INPUT,
                "there is no framework " + name + ", or it has several editions",
                "Known are "
                    + crosswalk.frameworks().stream()
                        .map(Framework::key)
                        .collect(Collectors.joining(", "))
                    + "."));
  }

  private static List<CrosswalkReader.Source> own(Path folder, Console console) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(each -> each.toString().endsWith(".tsv") && Files.isRegularFile(each))
          .sorted()
          .map(each ->
              new CrosswalkReader.Source(
                  each.toString(), DocumentFiles.read(each.toString(), console)))
          .toList();
    } catch (IOException e) {
      throw Console.unreadable(folder.toString(), e);
    }
  }
}
