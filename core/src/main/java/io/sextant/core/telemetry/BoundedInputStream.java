package io.sextant.core.telemetry;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A stream that fails with [LimitExceeded] at the first byte beyond a limit. Put around a
/// decompressing stream it stops a compression bomb after `limit` bytes of output.
///
/// One thread at a time may use it.
public final class BoundedInputStream extends FilterInputStream {
  private final long limit;
  private long taken;

  public BoundedInputStream(InputStream in, long limit) {
    super(in);
    this.limit = limit;
  }

  @Override
  public int read() throws IOException {
    int value = in.read();
    if (value >= 0) {
      count(1);
    }
    return value;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = in.read(into, offset, length);
    if (read > 0) {
      count(read);
    }
    return read;
  }

  @Override
  public long skip(long wanted) throws IOException {
    long skipped = in.skip(wanted);
    count(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(long bytes) throws LimitExceeded {
    taken += bytes;
    if (taken > limit) {
      throw new LimitExceeded(limit);
    }
  }
}
