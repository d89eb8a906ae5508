package io.sextant.atlas;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Imported releases on disk: each is its original file, named `ATLAS-<tag>.yaml` (also where it is
/// JSON, which is YAML too); `current` names the release to use. A file appears whole or not at
/// all; who writes holds the lock.
final class ReleaseFolder {
  private static final String LOCK = ".lock";
  private static final String CURRENT = "current";

  /// Longest file that may name a release, in bytes.
  private static final long MAX_TAG = 200;

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

  /// Runs `action` while no other process writes here; waits for one that does. Empty when another
  /// thread of this process is at it.
  <T> Optional<T> locked(Action<T> action) throws IOException {
    Files.createDirectories(folder);
    try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), CREATE, WRITE);
        FileLock _ = channel.lock()) {
      removeDrafts();
      return Optional.of(action.run());
    } catch (OverlappingFileLockException _) {
      return Optional.empty();
    }
  }

  /// Something done to the folder.
  @FunctionalInterface
  interface Action<T> {
    T run() throws IOException;
  }

  /// What writers that were killed left half done.
  private void removeDrafts() throws IOException {
    try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder, ".*.part")) {
      for (Path draft : drafts) {
        Files.deleteIfExists(draft);
      }
    }
  }

  /// The release that a person made the current one.
  Optional<ReleaseId> current() throws IOException {
    Path file = folder.resolve(CURRENT);
    return Files.isRegularFile(file) && Files.size(file) < MAX_TAG
        ? ReleaseId.parse(Files.readString(file))
        : Optional.empty();
  }

  /// Only under the lock.
  void makeCurrent(ReleaseId id) throws IOException {
    write(folder.resolve(CURRENT), (id.tag() + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /// Only under the lock.
  void write(ReleaseId id, byte[] bytes) throws IOException {
    write(path(id), bytes);
  }

  /// Writes the bytes beside the target, forces them to disk, and renames.
  private void write(Path target, byte[] bytes) throws IOException {
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
