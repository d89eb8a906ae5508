package io.sextant.atlas;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// The overlays in a folder, in the order of their file names. A file is read again when its size
/// or date changed. Thread-safe.
final class OverlayFolder {
  /// Files that are read; an organisation has a few.
  private static final int MAX_FILES = 200;

  private static final String NAMES = "*.{yaml,yml,json}";

  private final Path folder;
  private final AtomicReference<Content> known =
      new AtomicReference<>(new Content(List.of(), List.of(), List.of()));

  OverlayFolder(Path folder) {
    this.folder = folder;
  }

  /// Tells whether a file is the same as before.
  private record Stamp(Path file, long size, FileTime modified) {}

  /// What the folder holds; overlays with errors are left out.
  record Content(List<Stamp> stamps, List<Overlay> overlays, List<Issue> issues) {
    Optional<Instant> changed() {
      return stamps.stream().map(stamp -> stamp.modified().toInstant()).max(Instant::compareTo);
    }
  }

  Content content() {
    try {
      List<Stamp> stamps = stamps();
      Content before = known.get();
      if (!before.stamps().equals(stamps)) {
        known.set(read(stamps));
      }
      return known.get();
    } catch (IOException e) {
      return new Content(List.of(), List.of(), List.of(unreadable(folder, e)));
    }
  }

  private List<Stamp> stamps() throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, NAMES)) {
      entries.forEach(files::add);
    } catch (NoSuchFileException | NotDirectoryException _) {
      return List.of();
    }
    List<Stamp> stamps = new ArrayList<>();
    for (Path file : files.stream().sorted().limit(MAX_FILES).toList()) {
      if (Files.isRegularFile(file)) {
        stamps.add(new Stamp(file, Files.size(file), Files.getLastModifiedTime(file)));
      }
    }
    return stamps;
  }

  private static Content read(List<Stamp> stamps) {
    List<Overlay> overlays = new ArrayList<>();
    List<Issue> issues = new ArrayList<>();
    for (Stamp stamp : stamps) {
      try {
        byte[] bytes =
            stamp.size() > YamlText.MAX_BYTES ? new byte[0] : Files.readAllBytes(stamp.file());
        OverlayReader.Read read = OverlayReader.read(bytes, name(stamp.file()));
        read.overlay().ifPresent(overlays::add);
        issues.addAll(read.issues());
      } catch (IOException e) {
        issues.add(unreadable(stamp.file(), e));
      }
    }
    return new Content(stamps, List.copyOf(overlays), List.copyOf(issues));
  }

  /// Its name within the data folder: where that lies is nobody's business.
  private static String name(Path file) {
    return "overlays/" + file.getFileName();
  }

  private static Issue unreadable(Path file, IOException cause) {
    return new Issue(
        "SX-ATLAS-077",
        Issue.Severity.ERROR,
        name(file),
        0,
        0,
        "cannot be read: " + cause.getMessage(),
        "Mend it or its permissions; nothing of it is shown until then.");
  }
}
