package io.sextant.store;

import java.sql.SQLException;
import java.util.Optional;
import org.sqlite.SQLiteErrorCode;
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
    OTHER;

    /// Whether it goes by without a change of ours, as soon as there is room or the file is free.
    public boolean passes() {
      return switch (this) {
        case DISK_FULL, LOCKED, INACCESSIBLE -> true;
        case CORRUPT, TOO_NEW, IN_USE, CLOSED, OTHER -> false;
      };
    }
  }

  /// The bits of a result code that name its kind; the others tell variants of it apart.
  private static final int PRIMARY = 0xff;

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

  /// Tells by the causes what stood in the way: SQLite's result code, where there is one, knows
  /// best.
  static StoreException of(Throwable failure) {
    Optional<StoreException> known = cause(failure, StoreException.class);
    if (known.isPresent()) {
      return known.get();
    }
    Optional<SQLiteException> sqlite = cause(failure, SQLiteException.class);
    Reason reason = sqlite.map(found -> reason(found.getResultCode())).orElse(Reason.OTHER);
    String message =
        sqlite
            .map(Throwable::getMessage)
            .or(() -> cause(failure, SQLException.class).map(Throwable::getMessage))
            .orElseGet(failure::toString);
    return new StoreException(reason, "the store failed: " + message, failure);
  }

  private static Reason reason(SQLiteErrorCode code) {
    return switch (code) {
      case SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC, SQLITE_IOERR_SHMSIZE -> Reason.DISK_FULL;
      default ->
          switch (SQLiteErrorCode.getErrorCode(code.code & PRIMARY)) {
            case SQLITE_FULL -> Reason.DISK_FULL;
            case SQLITE_BUSY, SQLITE_LOCKED -> Reason.LOCKED;
            case SQLITE_CORRUPT, SQLITE_NOTADB -> Reason.CORRUPT;
            case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_READONLY -> Reason.INACCESSIBLE;
            default -> Reason.OTHER;
          };
    };
  }

  private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> kind) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return Optional.of(kind.cast(cause));
      }
    }
    return Optional.empty();
  }
}
