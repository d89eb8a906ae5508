package io.sextant.store.telemetry;

import io.sextant.store.StoreException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// Bytes in the DEFLATE format (RFC 1951) behind four bytes that state their length when inflated.
@SuppressWarnings("ArrayRecordComponent") // lives for one insert or one read; never compared
record Deflated(byte[] bytes) {
  private static final int HEAD = Integer.BYTES;

  /// Deflates one after the other: the tables of a deflater are larger than most events.
  static final class Press implements AutoCloseable {
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);

    Deflated press(byte[] plain) {
      deflater.reset();
      deflater.setInput(plain);
      deflater.finish();
      byte[] out = new byte[HEAD + plain.length / 2 + 64];
      java.nio.ByteBuffer.wrap(out).putInt(plain.length);
      int length = HEAD;
      while (!deflater.finished()) {
        if (length == out.length) {
          out = Arrays.copyOf(out, out.length * 2);
        }
        length += deflater.deflate(out, length, out.length - length);
      }
      return new Deflated(Arrays.copyOf(out, length));
    }

    @Override
    public void close() {
      deflater.end();
    }
  }

  byte[] inflated() {
    Inflater inflater = new Inflater(true);
    try {
      byte[] plain = new byte[java.nio.ByteBuffer.wrap(bytes).getInt()];
      inflater.setInput(bytes, HEAD, bytes.length - HEAD);
      int length = 0;
      while (length < plain.length) {
        int read = inflater.inflate(plain, length, plain.length - length);
        if (read == 0) {
          throw new StoreException(
              StoreException.Reason.CORRUPT, "an event's original bytes are cut short");
        }
        length += read;
      }
      return plain;
    } catch (DataFormatException e) {
      throw new StoreException(
          StoreException.Reason.CORRUPT, "an event's original bytes are damaged", e);
    } finally {
      inflater.end();
    }
  }
}
