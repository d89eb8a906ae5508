package io.sextant.store;

import io.sextant.store.StoreException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// The one folder that holds a server's state, locked for one process.
///
/// `sextant.db` (and its `-wal`, `-shm`), `releases/`, `rules/`, `keys/`, `sextant.lock`. The lock
/// is the operating system's: it goes with the process, also when that is killed. The file's text
/// names the holder and shows after a crash that the last run did not end cleanly.
public final class DataFolder implements AutoCloseable {
  /// Longer text about the holder is cut.
  private static final int HOLDER_BYTES = 256;

  private final Path path;
  private final FileChannel lockFile;
  private final FileLock lock;
  private final boolean endedCleanly;

  private DataFolder(Path path, FileChannel lockFile, FileLock lock, boolean endedCleanly) {
    this.path = path;
    this.lockFile = lockFile;
    this.lock = lock;
    this.endedCleanly = endedCleanly;
  }

  /// Opens the folder, creating it when it does not exist.
  ///
  /// @throws StoreException IN_USE when another process holds it, INACCESSIBLE when it cannot be
  ///   written
  public static DataFolder open(Path path) {
    try {
      Files.createDirectories(path);
      keepPrivate(path);
      for (String folder : new String[] {"releases", "rules", "keys"}) {
        Files.createDirectories(path.resolve(folder));
      }
      keepPrivate(path.resolve("keys"));
      return lock(path);
    } catch (IOException e) {
      throw new StoreException(
          Reason.INACCESSIBLE, "the data folder " + path + " cannot be used: " + e.getMessage(), e);
    }
  }

  private static DataFolder lock(Path path) throws IOException {
    FileChannel file =
        FileChannel.open(
            path.resolve("sextant.lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    Optional<FileLock> lock = tryLock(file);
    String holder = read(file);
    if (lock.isEmpty()) {
      file.close();
      throw new StoreException(
          Reason.IN_USE, "another Sextant (process " + holder + ") uses the data folder " + path);
    }
    write(file, process());
    return new DataFolder(path, file, lock.get(), holder.isBlank());
  }

  private static Optional<FileLock> tryLock(FileChannel file) throws IOException {
    try {
      return Optional.ofNullable(file.tryLock(Long.MAX_VALUE - 1, 1, false));
    } catch (OverlappingFileLockException e) {
      return Optional.empty();
    }
  }

  private static String process() {
    return Long.toString(ProcessHandle.current().pid());
  }

  private static String read(FileChannel file) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(HOLDER_BYTES);
    file.read(buffer, 0);
    return new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII).strip();
  }

  /// Never leaves the file empty in between: an empty one means a clean end.
  private static void write(FileChannel file, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    file.write(ByteBuffer.wrap(bytes), 0);
    file.truncate(bytes.length);
  }

  private static void keepPrivate(Path folder) throws IOException {
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  public Path path() {
    return path;
  }

  /// Whether the last process that used the folder closed it.
  public boolean endedCleanly() {
    return endedCleanly;
  }

  /// Tells whoever finds the folder in use where its holder serves, such as an address.
  public void announce(String where) {
    try {
      write(lockFile, process() + " at " + where);
    } catch (IOException e) {
      throw new StoreException(
          Reason.INACCESSIBLE, "the data folder cannot be written: " + e.getMessage(), e);
    }
  }

  /// Bytes that may still be written to the folder's disk.
  public long usableBytes() {
    try {
      return Files.getFileStore(path).getUsableSpace();
    } catch (IOException e) {
      return 0;
    }
  }

  /// Notes the clean end and gives the folder up.
  @Override
  public void close() {
    try (lockFile) {
      write(lockFile, "");
      lock.release();
    } catch (IOException e) {
      throw new StoreException(
          Reason.INACCESSIBLE, "the data folder could not be closed: " + e.getMessage(), e);
    }
  }
}
