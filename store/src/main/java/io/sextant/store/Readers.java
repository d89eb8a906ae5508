package io.sextant.store;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/// The connections that only read. A read sees one state of the database however many queries it
/// makes. One that fails tells why as a write does, so that callers can tell a database that is
/// busy from a fault of ours. Any thread may use it.
public final class Readers {
  private final Jdbi jdbi;

  public Readers(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// Something to read; what it returns must not use the handle any more.
  @FunctionalInterface
  public interface Read<T> {
    T from(Handle handle);
  }

  /// @throws StoreException when the database cannot be read
  public <T> T withHandle(Read<T> read) {
    try {
      return jdbi.inTransaction(read::from);
    } catch (JdbiException e) {
      throw StoreException.of(e);
    }
  }
}
