package io.sextant.ledger.log;

import io.sextant.ledger.LedgerException;
import io.sextant.ledger.LedgerException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;

/// Writing files so that a reader, and a crash, meet the old content or the new, never a piece.
public final class DurableFiles {
  private DurableFiles() {}

  /// Replaces a file and returns once the new content survives a power failure.
  public static void replace(Path file, byte[] content) throws IOException {
    Path beside = beside(file);
    write(beside, content, true);
    move(beside, file);
    syncFolder(file);
  }

  /// Replaces a file at once for readers; it is not yet durable.
  static void replaceLazily(Path file, byte[] content) throws IOException {
    Path beside = beside(file);
    try {
      write(beside, content, false);
    } catch (java.nio.file.NoSuchFileException e) {
      Files.createDirectories(folder(file));
      write(beside, content, false);
    }
    move(beside, file);
  }

  /// Makes a file that only its owner can read durable.
  public static void createPrivate(Path file, byte[] content) throws IOException {
    Files.createDirectories(folder(file));
    Files.deleteIfExists(file);
    if (Files.getFileStore(folder(file)).supportsFileAttributeView("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(file);
    }
    write(file, content, true);
    syncFolder(file);
  }

  /// Makes the content and the name of files durable.
  static void sync(List<Path> files) throws IOException {
    java.util.Set<Path> folders = new java.util.LinkedHashSet<>();
    for (Path file : files) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      folders.add(folder(file));
    }
    for (Path folder : folders) {
      syncFolder(folder.resolve("any"));
    }
  }

  static void syncFolder(Path file) throws IOException {
    if (java.io.File.separatorChar == '/') {
      try (FileChannel channel = FileChannel.open(folder(file), StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  static Path folder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IllegalArgumentException("a file stands in a folder: " + file);
    }
    return folder;
  }

  private static Path beside(Path file) {
    return folder(file).resolve(file.getFileName() + ".new");
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void write(Path file, byte[] content, boolean durable) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      if (durable) {
        channel.force(true);
      }
    }
  }

  /// Tells a full disk from other failures; the JDK gives only the system's words.
  public static LedgerException failure(String what, IOException cause) {
    String words = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    boolean full =
        words.contains("no space left")
            || words.contains("file too large")
            || words.contains("quota exceeded")
            || words.contains("not enough space");
    return new LedgerException(
        full ? Reason.DISK_FULL : Reason.INACCESSIBLE, what + ": " + cause, cause);
  }
}
