package io.sextant.server.threat;

import io.sextant.atlas.AtlasLibrary;
import io.sextant.atlas.ReleaseId;
import io.sextant.core.control.ControlReader;
import io.sextant.core.control.Controls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The controls of the workspace: YAML files of a folder, read again when one of them changes. What
/// is sound in a file counts, the rest is told. Thread-safe.
public final class ControlFolder {
  private static final Logger LOG = LoggerFactory.getLogger(ControlFolder.class);
  private static final int MOST_FILES = 1_000;
  private static final long MOST_BYTES = 4 << 20;

  private final Path folder;
  private final AtlasLibrary library;
  private Optional<Stamp> read = Optional.empty();
  private Controls controls = Controls.NONE;

  public ControlFolder(Path folder, AtlasLibrary library) {
    this.folder = folder;
    this.library = library;
  }

  /// What a folder looked like when it was read.
  private record Stamp(ReleaseId release, List<String> files) {}

  public synchronized Controls controls() {
    try {
      List<Path> files = files();
      List<String> marks = new ArrayList<>();
      for (Path file : files) {
        marks.add(file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
      }
      Stamp now = new Stamp(library.current().release().id(), marks);
      if (!read.equals(Optional.of(now))) {
        controls = read(files);
        read = Optional.of(now);
      }
    } catch (IOException e) {
      LOG.warn("the controls in {} cannot be read: {}", folder, e.getMessage());
    }
    return controls;
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(each -> each.toString().matches(".*\\.ya?ml"))
          .filter(Files::isRegularFile)
          .sorted()
          .limit(MOST_FILES)
          .toList();
    }
  }

  private Controls read(List<Path> files) throws IOException {
    Controls all = Controls.NONE;
    for (Path file : files) {
      if (Files.size(file) <= MOST_BYTES) {
        String name = folder.relativize(file).toString();
        all = all.and(ControlReader.read(name, Files.readString(file), library.current()));
      } else {
        LOG.warn("{} is too large to be read", file);
      }
    }
    return all;
  }
}
