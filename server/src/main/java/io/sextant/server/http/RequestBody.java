package io.sextant.server.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// A request's body, which stays open until its answer is known.
///
/// A connection that is closed while its client still sends is reset, and the client loses the
/// answer: one that was told to retry later, or to show a token, would see a fault of the network
/// instead. So what a refused request still sends is read and dropped, within bounds.
public final class RequestBody extends FilterInputStream {
  /// Senders of more are cut off.
  private static final long DRAINED_BYTES = 16L << 20;

  /// Slower senders are cut off.
  private static final Duration DRAINED_WITHIN = Duration.ofSeconds(5);

  private static final int CHUNK = 16 << 10;

  /// @param stream the server closes it with the request
  public RequestBody(InputStream stream) {
    super(stream);
  }

  @Override
  public void close() {
    // Whoever reads it may be done with it before the request is.
  }

  /// Reads and drops the rest.
  public void drain() {
    long end = System.nanoTime() + DRAINED_WITHIN.toNanos();
    byte[] chunk = new byte[CHUNK];
    try {
      long left = DRAINED_BYTES;
      int read = read(chunk);
      while (read >= 0 && left > 0 && System.nanoTime() < end) {
        left -= read;
        read = read(chunk);
      }
    } catch (IOException e) {
      // The client is gone, or sent what is no body: then nobody waits for the rest.
    }
  }
}
