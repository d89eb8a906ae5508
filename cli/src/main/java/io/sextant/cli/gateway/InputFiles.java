package io.sextant.cli.gateway;

import io.sextant.cli.CommandFailure;
import io.sextant.cli.Console;
import io.sextant.cli.ExitCode;
import io.sextant.gateway.ingest.DataSet;
import io.sextant.gateway.ingest.DataSet.Kind;
import io.sextant.gateway.ingest.Folder;
import io.sextant.gateway.ingest.JsonLines;
import io.sextant.gateway.ingest.Provenance;
import io.sextant.gateway.ingest.Sidecar;
import io.sextant.gateway.ingest.Source;
import io.sextant.gateway.ingest.Table;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Data named on the command line.
final class InputFiles {
  private static final List<String> LINES = List.of("jsonl", "ndjson");

  private InputFiles() {}

  /// A file with records, or what holds documents.
  ///
  /// @param name as it is named in places and in what is written
  record Input(String name, Path path, boolean standardInput) {
    Source open(DataSet set, Provenance usual, Console console) throws IOException {
      if (standardInput) {
        return new JsonLines("-", set, usual, console.open("-"));
      }
      String ending = ending(path);
      if (set.kind() == Kind.DOCUMENTS && !LINES.contains(ending)) {
        return new Folder(path, set, usual);
      }
      Provenance from = beside().or(usual);
      InputStream in = Files.newInputStream(path);
      return ending.equals("csv")
          ? new Table(name, set, from, in)
          : new JsonLines(name, set, from, in);
    }

    private Provenance beside() throws IOException {
      try {
        return Sidecar.of(path);
      } catch (Provenance.Malformed e) {
        throw new CommandFailure(
            ExitCode.BAD_INPUT, "the provenance beside " + path + ": " + e.getMessage(), "");
      }
    }
  }

  /// What files are when nobody says.
  static Kind kind(List<String> files) {
    return files.stream()
            .allMatch(file -> file.equals("-") || isRecords(Path.of(file)) || holdsRecords(file))
        ? Kind.RECORDS
        : Kind.DOCUMENTS;
  }

  private static boolean holdsRecords(String file) {
    Path path = Path.of(file);
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> inside = Files.list(path)) {
      return inside.anyMatch(InputFiles::isRecords);
    } catch (IOException e) {
      throw Console.unreadable(file, e);
    }
  }

  private static boolean isRecords(Path path) {
    return LINES.contains(ending(path)) || ending(path).equals("csv");
  }

  private static String ending(Path path) {
    String name = String.valueOf(path.getFileName());
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  static List<Input> of(List<String> named, DataSet set) throws IOException {
    List<Input> inputs = new ArrayList<>();
    for (String name : named) {
      Path path = Path.of(name);
      if (name.equals("-")) {
        inputs.add(new Input("standard-input.jsonl", path, true));
      } else if (!Files.exists(path)) {
        throw new CommandFailure(ExitCode.BAD_INPUT, "there is no file " + name, "");
      } else if (Files.isDirectory(path) && set.kind() == Kind.RECORDS) {
        inputs.addAll(records(path));
      } else {
        inputs.add(new Input(String.valueOf(path.getFileName()), path, false));
      }
    }
    return inputs;
  }

  private static List<Input> records(Path folder) throws IOException {
    try (Stream<Path> inside = Files.walk(folder)) {
      List<Input> found =
          inside
              .filter(it -> Files.isRegularFile(it) && isRecords(it))
              .sorted()
              .map(it -> new Input(Folder.place(folder, it), it, false))
              .toList();
      if (found.isEmpty()) {
        throw new CommandFailure(
            ExitCode.BAD_INPUT,
            "there are no records in " + folder,
            "Records are in files .jsonl, .ndjson or .csv; for documents name a data set of them.");
      }
      return found;
    }
  }
}
