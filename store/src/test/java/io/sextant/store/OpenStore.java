package io.sextant.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A store on a data folder of its own, both gone when closed.
record OpenStore(DataFolder folder, SqliteStore store) implements AutoCloseable {
  static OpenStore create() {
    try {
      DataFolder folder = DataFolder.open(Files.createTempDirectory("sextant-store"));
      return new OpenStore(folder, SqliteStore.open(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    store.close();
    folder.close();
    try (Stream<Path> all = Files.walk(folder.path())) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
