package io.sextant.cli.gateway;

import io.sextant.cli.CommandFailure;
import io.sextant.cli.ExitCode;
import io.sextant.gateway.ingest.Read;
import io.sextant.gateway.ingest.Source;
import io.sextant.gateway.ingest.Table;
import io.sextant.gateway.ingest.Verdict;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Writes what may be taken in. It stands in a hidden folder until the batch as a whole was let
/// through, so that nobody uses half of one.
final class Taken implements Closeable {
  /// A line `DIGEST DECISION` for each record: its SHA-256 stands in the ledger.
  private static final String MANIFEST = "manifest.txt";

  private final Optional<Path> to;
  private final @Nullable Path hidden;
  private final @Nullable BufferedWriter manifest;
  private String current = "";
  private @Nullable BufferedWriter writer;

  /// @param to empty: nothing is written
  Taken(Optional<Path> to) throws IOException {
    this.to = to;
    if (to.isEmpty()) {
      hidden = null;
      manifest = null;
      return;
    }
    Files.createDirectories(to.get());
    try (Stream<Path> inside = Files.list(to.get())) {
      if (inside.findAny().isPresent()) {
        throw new CommandFailure(
            ExitCode.USAGE, to.get() + " is not empty", "Name a new folder by --out.");
      }
    }
    hidden = Files.createTempDirectory(to.get(), ".checking-");
    manifest = Files.newBufferedWriter(hidden.resolve(MANIFEST));
  }

  void add(InputFiles.Input input, Source from, Verdict verdict) throws IOException {
    if (hidden == null || manifest == null) {
      return;
    }
    manifest.write(verdict.digest() + " " + verdict.decision().label() + "\n");
    Optional<String> text = verdict.taken();
    if (text.isEmpty()) {
      return;
    }
    switch (verdict.read()) {
      case Read.Row _ -> line(hidden, input.name(), from, text.get());
      case Read.Document document -> {
        Path file = hidden.resolve("documents").resolve(document.place()).normalize();
        if (!file.startsWith(hidden)) {
          throw new IOException("a document's name leads out of the folder: " + document.place());
        }
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text.get());
      }
      case Read.Unreadable _ -> {}
    }
  }

  private void line(Path folder, String name, Source from, String text) throws IOException {
    if (!name.equals(current) || writer == null) {
      endFile();
      Path file = folder.resolve("records").resolve(name);
      Files.createDirectories(file.resolveSibling(""));
      writer = Files.newBufferedWriter(file);
      current = name;
      if (from instanceof Table table) {
        writer.write(table.header() + "\n");
      }
    }
    writer.write(text + "\n");
  }

  private void endFile() throws IOException {
    if (writer != null) {
      writer.close();
      writer = null;
    }
  }

  /// Puts it in its place.
  void keep() throws IOException {
    if (hidden == null || manifest == null) {
      return;
    }
    endFile();
    manifest.close();
    try (Stream<Path> inside = Files.list(hidden)) {
      for (Path each : inside.toList()) {
        Files.move(
            each,
            to.orElseThrow().resolve(hidden.relativize(each)),
            StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (hidden == null || manifest == null) {
      return;
    }
    endFile();
    manifest.close();
    try (Stream<Path> left = Files.walk(hidden)) {
      List<Path> inside = left.sorted(Comparator.reverseOrder()).toList();
      for (Path each : inside) {
        Files.delete(each);
      }
    }
  }
}
