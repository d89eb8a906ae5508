package io.sextant.store.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sextant.store.StoreException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// The bytes of an original in the DEFLATE format (RFC 1951) behind four bytes that state their
/// length when inflated.
///
/// An original says much the same as the event made of it, whose body stands beside it. So the body
/// is the dictionary that both sides begin with: what the original has in common with it takes next
/// to nothing, in bytes as in time. Rows of stores made before have none; the sign of the length
/// tells them apart. No bytes at all stand for an original that is the body itself.
@SuppressWarnings("ArrayRecordComponent") // lives for one insert or one read; never compared
record Deflated(byte[] bytes) {
  /// What Sextant itself told of.
  static final Deflated SAME_AS_BODY = new Deflated(new byte[0]);

  private static final int HEAD = Integer.BYTES;

  boolean isSameAsBody() {
    return bytes.length == 0;
  }

  /// Deflates one after the other: the tables of a deflater are larger than most events.
  static final class Press implements AutoCloseable {
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);

    /// @param body of the event, as its row holds it
    Deflated press(byte[] plain, byte[] body) {
      deflater.reset();
      deflater.setDictionary(body);
      deflater.setInput(plain);
      deflater.finish();
      byte[] out = new byte[HEAD + plain.length / 4 + 64];
      ByteBuffer.wrap(out).putInt(~plain.length);
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

  /// @param body of the event, as its row holds it
  byte[] inflated(String body) {
    if (isSameAsBody()) {
      return body.getBytes(UTF_8);
    }
    int head = ByteBuffer.wrap(bytes).getInt();
    byte[] plain = new byte[head < 0 ? ~head : head];
    Inflater inflater = new Inflater(true);
    try {
      if (head < 0) {
        inflater.setDictionary(body.getBytes(UTF_8));
      }
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
