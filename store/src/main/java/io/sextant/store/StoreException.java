package io.sextant.store;

import java.sql.SQLException;
import org.sqlite.SQLiteException;

/// The store could not do what was asked; nothing of it was done.
public final class StoreException extends RuntimeException {
  /// What stood in the way, and so whether trying again later can help.
  public enum Reason {
    /// The disk, or the quota of this user on it, is full. Trying again helps once there is room.
    DISK_FULL,
    /// Another process holds the database. Trying again helps.
    LOCKED,
    /// The database file is damaged. A person must look; nothing was deleted.
    CORRUPT,
    /// A newer Sextant wrote this data folder.
    TOO_NEW,
    /// Another Sextant uses this data folder.
    IN_USE,
    /// The data folder cannot be created, read or written.
    INACCESSIBLE,
    /// The store has been closed.
    CLOSED,
    OTHER
  }

  private final Reason reason;

  public StoreException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public StoreException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /// Tells by the causes' SQLite result code what stood in the way.
  static StoreException of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StoreException known) {
        return known;
      }
      if (cause instanceof SQLiteException sqlite) {
        Reason reason =
            switch (sqlite.getResultCode()) {
              case SQLITE_FULL, SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC, SQLITE_IOERR_SHMSIZE ->
                  Reason.DISK_FULL;
              case SQLITE_BUSY, SQLITE_BUSY_RECOVERY, SQLITE_BUSY_SNAPSHOT, SQLITE_LOCKED ->
                  Reason.LOCKED;
              case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_CORRUPT_VTAB -> Reason.CORRUPT;
              default -> Reason.OTHER;
            };
        return new StoreException(reason, "the store failed: " + sqlite.getMessage(), failure);
      }
      if (cause instanceof SQLException sql && sql.getMessage() != null) {
        return new StoreException(Reason.OTHER, "the store failed: " + sql.getMessage(), failure);
      }
    }
    return new StoreException(Reason.OTHER, "the store failed: " + failure, failure);
  }
}
