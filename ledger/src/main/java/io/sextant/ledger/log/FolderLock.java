package io.sextant.ledger.log;

import io.sextant.ledger.LedgerException;
import io.sextant.ledger.LedgerException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The operating system's lock that keeps a second writer out; it goes with the process.
final class FolderLock {
  /// The locks of this process. The system's lock is the process's: merely opening and closing the
  /// file a second time would give it up, so that must be prevented before the file is opened.
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private FolderLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /// @throws LedgerException IN_USE when another holds it
  static FolderLock take(Path file) {
    LedgerException used =
        new LedgerException(Reason.IN_USE, "another writer holds the ledger of " + file);
    if (!HELD.add(file)) {
      throw used;
    }
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new FolderLock(file, channel);
      }
      channel.close();
    } catch (IOException e) {
      HELD.remove(file);
      throw DurableFiles.failure("cannot lock " + file, e);
    }
    HELD.remove(file);
    throw used;
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw DurableFiles.failure("cannot give the lock back", e);
    } finally {
      HELD.remove(file);
    }
  }
}
