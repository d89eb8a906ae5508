package io.sextant.cli.detect;

import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.core.detection.BundledRules;
import io.sextant.core.detection.RuleFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Reads rule files from folders and files, or the bundled ones when none are named.
public final class RuleFolders {
  /// Bytes of a rule file; the longest in public rule sets have some 200 KiB.
  private static final long MAX_BYTES = 4L << 20;

  private RuleFolders() {}

  /// @throws CommandFailure BAD_INPUT when a folder or file cannot be read
  public static List<RuleFile> read(List<Path> places) {
    if (places.isEmpty()) {
      return BundledRules.files();
    }
    List<RuleFile> files = new ArrayList<>();
    for (Path place : places) {
      try {
        for (Path file : rules(place)) {
          files.add(new RuleFile(file.toString(), text(file)));
        }
      } catch (IOException e) {
        throw Console.unreadable(place.toString(), e);
      } catch (UncheckedIOException e) {
        throw Console.unreadable(place.toString(), new IOException(e.getMessage(), e));
      }
    }
    if (files.isEmpty()) {
      throw new CommandFailure(
          ExitCode.BAD_INPUT,
          "no rule file (*.yml, *.yaml) in " + places,
          "Name a folder or file of Sigma rules with --rules.");
    }
    return files;
  }

  private static List<Path> rules(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      return List.of(place);
    }
    try (Stream<Path> files = Files.walk(place)) {
      return files
          .filter(file -> RuleFile.isRule(file.getFileName().toString()))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  private static String text(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + " is longer than " + MAX_BYTES + " bytes");
    }
    try {
      return Files.readString(file);
    } catch (MalformedInputException e) {
      throw new IOException(file + " is not UTF-8", e);
    }
  }
}
