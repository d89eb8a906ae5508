package io.sextant.gateway.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/// Gives records or documents one after the other, holding no more than one.
public interface Source extends Closeable {
  /// The next; empty at the end.
  ///
  /// @throws IOException when the source itself fails, which ends the batch
  Optional<Read> next() throws IOException;

  @Override
  default void close() throws IOException {}
}
