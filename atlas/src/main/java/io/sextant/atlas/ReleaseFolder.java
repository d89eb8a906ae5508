package io.sextant.atlas;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Imported releases on disk: each is its original file, named `ATLAS-<tag>.yaml`, and nothing
/// else. A file appears whole or not at all.
final class ReleaseFolder {
  private final Path folder;

  ReleaseFolder(Path folder) {
    this.folder = folder;
  }

  /// The files at hand by tag; other files in the folder are ignored.
  SortedMap<String, Path> files() throws IOException {
    SortedMap<String, Path> files = new TreeMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "ATLAS-*.yaml")) {
      for (Path file : entries) {
        Optional<ReleaseId> id = ReleaseReader.tagOfName(fileName(file));
        if (id.isPresent() && Files.isRegularFile(file)) {
          files.put(id.get().tag(), file);
        }
      }
    } catch (NoSuchFileException _) {
      return files;
    }
    return files;
  }

  Optional<byte[]> read(ReleaseId id) throws IOException {
    Path file = path(id);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    if (Files.size(file) > YamlText.MAX_BYTES) {
      throw new IOException("more than " + YamlText.MAX_BYTES + " bytes");
    }
    return Optional.of(Files.readAllBytes(file));
  }

  /// Writes the bytes beside the target, forces them to disk, and renames.
  void write(ReleaseId id, byte[] bytes) throws IOException {
    Files.createDirectories(folder);
    Path target = path(id);
    Path draft = Files.createTempFile(folder, ".ATLAS-", ".part");
    try (FileChannel channel = FileChannel.open(draft, WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
      Files.move(draft, target, ATOMIC_MOVE, REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  Path path(ReleaseId id) {
    return folder.resolve("ATLAS-" + id.tag() + ".yaml");
  }

  private static String fileName(Path file) {
    return String.valueOf(file.getFileName());
  }
}
