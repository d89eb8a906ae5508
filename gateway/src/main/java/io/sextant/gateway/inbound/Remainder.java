package io.sextant.gateway.inbound;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// What a refused request still sends.
///
/// A connection that is closed while its client still sends is reset, and the client loses the
/// answer: one that was told to retry later, or to show a key, would see a fault of the network
/// instead. So the rest is read and dropped, within bounds.
public final class Remainder {
  /// Senders of more are cut off.
  private static final long BYTES = 16L << 20;

  /// Slower senders are cut off.
  private static final Duration WITHIN = Duration.ofSeconds(5);

  private static final int CHUNK = 16 << 10;

  private Remainder() {}

  /// Reads and drops the rest; a bound on the time holds between two reads.
  ///
  /// @return whether all of it came, so that the connection can serve another request
  public static boolean drop(InputStream body) {
    long end = System.nanoTime() + WITHIN.toNanos();
    byte[] chunk = new byte[CHUNK];
    try {
      long left = BYTES;
      int read = body.read(chunk);
      while (read >= 0 && left > 0 && System.nanoTime() < end) {
        left -= read;
        read = body.read(chunk);
      }
      return read < 0;
    } catch (IOException _) {
      // The client is gone, or sent what is no body: then nobody waits for the rest.
      return false;
    }
  }
}
